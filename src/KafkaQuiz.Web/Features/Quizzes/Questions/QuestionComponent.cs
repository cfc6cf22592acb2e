using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Web.Markdown;
using Microsoft.AspNetCore.Components;

namespace KafkaQuiz.Web.Features.Quizzes.Questions;

/// <summary>What the parts of a question's card share. With a verdict the answer is shown as it was judged, else as controls to give it.</summary>
public abstract class QuestionComponent<TVariant> : ComponentBase
    where TVariant : QuestionVariant
{
    [Parameter, EditorRequired] public RunItem Item { get; set; } = null!;

    /// <summary>How the answer was judged; null while it may still be given.</summary>
    [Parameter] public GradedResponse? Verdict { get; set; }

    [Inject] protected MarkdownHtml Markdown { get; set; } = null!;

    protected TVariant Variant => (TVariant)Item.Variant;

    protected Response Given => Item.Response;

    /// <summary>Id of the element that asks the question.</summary>
    protected string AskId => QuestionForm.AskId(Item.Position);

    protected string Name(string field) => QuestionForm.Name(Item.Position, field);

    protected PartVerdict? Part(string key) => Verdict?.Parts.FirstOrDefault(part => part.Key == key);
}
