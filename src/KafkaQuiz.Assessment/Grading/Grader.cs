using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades a response to a variant of a question. Pure: no clock, no chance, no state, and no response makes it throw.</summary>
public static class Grader
{
    /// <summary>
    /// Version of the rules of grading, kept with every grade. Raise it with every change that can give a stored response another fraction.
    /// </summary>
    public const int Version = 1;

    /// <summary>Grades <paramref name="response"/> by the rule of its kind (docs/questions.md).</summary>
    public static GradedResponse Grade(QuestionVariant variant, Response response)
    {
        ArgumentNullException.ThrowIfNull(variant);
        ArgumentNullException.ThrowIfNull(response);
        return variant switch
        {
            SingleChoiceVariant question => ChoiceGrading.Grade(question, response),
            MultipleChoiceVariant question => ChoiceGrading.Grade(question, response),
            TrueFalseVariant question => ChoiceGrading.Grade(question, response),
            NumericVariant question => NumericGrading.Grade(question, response),
            ShortTextVariant question => ShortTextGrading.Grade(question, response),
            ClozeVariant question => ClozeGrading.Grade(question, response),
            OrderingVariant question => OrderingGrading.Grade(question, response),
            MatchingVariant question => MatchingGrading.Grade(question, response),
            CommandVariant question => CommandGrading.Grade(question, response),
            ConfigVariant question => ConfigGrading.Grade(question, response),
            AssignmentVariant question => AssignmentGrading.Grade(question, response),
            _ => throw new ArgumentException($"No rule grades {variant.GetType().Name}.", nameof(variant)),
        };
    }

    /// <summary>A response that earns every point of <paramref name="variant"/>: for showing and for tests.</summary>
    public static Response RightResponse(QuestionVariant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return variant.RightResponse();
    }
}
