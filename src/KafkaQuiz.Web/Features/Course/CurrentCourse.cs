using KafkaQuiz.Content;

namespace KafkaQuiz.Web.Features.Course;

/// <summary>The content that is served now. Whoever handles a request reads it once and stays with what it got.</summary>
internal sealed class CurrentCourse(CourseContent content)
{
    private volatile CourseContent _content = content;

    public CourseContent Content => _content;

    /// <summary>Serves a newer version from the next request on; attempts that run keep what they were shown.</summary>
    public void Replace(CourseContent content) => _content = content;
}
