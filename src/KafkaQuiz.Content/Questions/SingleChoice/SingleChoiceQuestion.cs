using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>One choice of 3 to 5 is right.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Choices">In the order of the file.</param>
/// <param name="Shuffle">Whether they are shown shuffled. Default true.</param>
public sealed record SingleChoiceQuestion(QuestionInfo Info, IReadOnlyList<ChoiceTemplate> Choices, bool Shuffle) : Question(Info)
{
    internal static MapShape Shape { get; } = QuestionShapes.Common("single-choice",
        Key.Optional("shuffle", TruthShape.Any),
        Key.Required("choices", new ListShape(QuestionShapes.Choice, 3, 5)));

    public override QuestionKind Kind => QuestionKind.SingleChoice;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info)
    {
        var choices = ChoiceTemplate.Read(read, node["choices"]!);
        int right = choices.Count(choice => choice.Correct);
        if (right != 1)
        {
            read.Faults.Error(node["choices"]!, "correct-count", $"정답 선택지는 하나여야 합니다. 지금 {right}개입니다.", $"Exactly one choice must be correct; {right} are.",
                new("정답 하나에만 `correct: true`를 쓰세요.", "Write `correct: true` at one choice."));
        }

        return new SingleChoiceQuestion(info, choices, node["shuffle"]?.Text != "false");
    }

    private protected override QuestionVariant Make(Drawn drawn) => new SingleChoiceVariant(drawn.Head(), ChoiceTemplate.Show(drawn, Choices, Shuffle));
}
