namespace KafkaQuiz.Content;

/// <summary>The map of the course, from <c>questions/course.yaml</c>.</summary>
/// <param name="Title">The course's name.</param>
/// <param name="Completion">When a section, a chapter and the course count as done.</param>
/// <param name="Chapters">In the order of the course.</param>
public sealed record Course(LocalizedText Title, CompletionRule Completion, IReadOnlyList<Chapter> Chapters)
{
    /// <summary>Every section in the order of the course.</summary>
    public IEnumerable<Section> Sections => Chapters.SelectMany(chapter => chapter.Sections);
}

/// <summary>A chapter of the course.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Title">Korean exactly as the course prints it.</param>
/// <param name="Page">The course's page of this chapter, relative to the course's address (<c>04-consumer.md</c>).</param>
/// <param name="Sections">In the order of the course.</param>
public sealed record Chapter(int Number, LocalizedText Title, string Page, IReadOnlyList<Section> Sections);

/// <summary>A section of a chapter.</summary>
/// <param name="Id">Chapter and place: <c>4.3</c>, <c>7.10</c>. A name, not a number: 7.1 and 7.10 differ.</param>
/// <param name="Title">Korean exactly as the course prints it.</param>
/// <param name="Anchor">The heading's anchor on the chapter's page, without <c>#</c>.</param>
public sealed record Section(string Id, LocalizedText Title, string Anchor)
{
    /// <summary>The chapter that the section belongs to.</summary>
    public int Chapter => int.Parse(Id.AsSpan(0, Id.IndexOf('.', StringComparison.Ordinal)), provider: null);
}
