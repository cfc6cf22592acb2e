using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Quizzes;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Features.Quizzes;

public sealed class ShownVariantsTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public void A_stored_variant_of_every_kind_reads_back_whole_and_grades_the_same()
    {
        var questions = site.Services.GetRequiredService<CurrentCourse>().Content.Questions;
        var kinds = new HashSet<QuestionKind>();
        foreach (var question in questions)
        {
            var shown = question.Vary(7);
            string stored = ShownVariants.Write(shown);
            var read = ShownVariants.Read(stored);

            Assert.Equal(stored, ShownVariants.Write(read));
            Assert.Equal(shown.RightResponse(), read.RightResponse());
            Assert.True(Grader.Grade(read, shown.RightResponse()).IsRight, question.Id);
            Assert.Equal(shown.Fields, read.Fields);
            kinds.Add(question.Kind);
        }

        Assert.Equal(Enum.GetValues<QuestionKind>().Length, kinds.Count);
    }
}
