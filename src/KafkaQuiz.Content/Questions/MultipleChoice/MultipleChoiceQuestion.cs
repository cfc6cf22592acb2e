using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Any number of 4 to 6 choices may be right.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Choices">In the order of the file.</param>
/// <param name="Shuffle">Whether they are shown shuffled. Default true.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
public sealed record MultipleChoiceQuestion(
    QuestionInfo Info,
    IReadOnlyList<ChoiceTemplate> Choices,
    bool Shuffle,
    MultipleChoiceScoring Scoring) : Question(Info)
{
    internal static MapShape Shape { get; } = QuestionShapes.Common("multiple-choice",
        Key.Optional("shuffle", TruthShape.Any),
        Key.Optional("scoring", new EnumShape("all-or-nothing", "right-minus-wrong", "per-choice")),
        Key.Required("choices", new ListShape(QuestionShapes.Choice, 4, 6)));

    public override QuestionKind Kind => QuestionKind.MultipleChoice;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info)
    {
        var choices = ChoiceTemplate.Read(read, node["choices"]!);
        if (choices.All(choice => choice.Correct) || choices.All(choice => !choice.Correct))
        {
            read.Faults.Error(node["choices"]!, "correct-count", "정답과 오답 선택지가 각각 하나 이상 있어야 합니다.", "At least one choice must be correct, and at least one must not be.",
                new("정답마다 `correct: true`를 쓰세요.", "Write `correct: true` at every right choice."));
        }

        return new MultipleChoiceQuestion(info, choices, node["shuffle"]?.Text != "false", ItemReader.Word(node["scoring"], MultipleChoiceScoring.AllOrNothing));
    }

    private protected override QuestionVariant Make(Drawn drawn) =>
        new MultipleChoiceVariant(drawn.Head(), ChoiceTemplate.Show(drawn, Choices, Shuffle), Scoring);
}
