namespace KafkaQuiz.Content.Lint;

/// <summary>What only the whole course shows.</summary>
internal static class CourseLint
{
    public static IEnumerable<Fault> Check(CourseContent content)
    {
        foreach (string lab in content.Course.Completion.RequiredLabs.Where(lab => content.Lab(lab) is null))
        {
            yield return new("unknown-lab", FaultSeverity.Error, new("questions/course.yaml", 0, 0),
                new($"`completion.labs`의 '{lab}' 실습이 없습니다.", $"There is no lab '{lab}' (`completion.labs`)."), DidYouMean.Fix(lab, content.Labs.Select(known => known.Id)));
        }
    }
}
