using System.Text.RegularExpressions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Lint;

/// <summary>Wording faults that a machine can see.</summary>
internal static partial class TextLint
{
    /// <summary>Most characters of one text before it is called too long.</summary>
    private const int MaxLength = 2000;

    public static void Check(YamlNode node, LocalizedText text, FaultList faults)
    {
        if (node is YamlMap)
            CheckBoth(node, text, faults);
        else if (Hangul().IsMatch(text.Ko))
            faults.Error(node, "missing-translation", "한국어 글에 영어가 없습니다.", "A Korean text without English.", new("{ ko: …, en: … }로 쓰세요.", "Write { ko: …, en: … }."));
        else if (Prose().IsMatch(text.En))
            faults.Warning(node, "missing-translation", "영어 문장으로 보이는데 한국어가 없습니다.", "This looks like an English sentence without Korean.", new("{ ko: …, en: … }로 쓰세요.", "Write { ko: …, en: … }."));
        if (text.Ko.Length > MaxLength || text.En.Length > MaxLength)
            faults.Warning(node, "too-long", $"글이 너무 깁니다({MaxLength}자 이하).", $"The text is too long (at most {MaxLength} characters).");
        foreach (string phrase in AllOfTheAbove().Matches(text.Ko + "\n" + text.En).Select(match => match.Value))
        {
            faults.Error(node, "all-of-the-above", $"'{phrase}' 같은 선택지는 쓰지 않습니다.", $"'{phrase}' is not used as a choice.", new("multiple-choice로 바꾸거나 구체적인 선택지를 쓰세요.", "Make it multiple-choice, or write a choice of its own."));
        }
    }

    private static void CheckBoth(YamlNode node, LocalizedText text, FaultList faults)
    {
        if (text.IsSame)
        {
            faults.Warning(node, "same-text", "두 언어의 글이 같습니다.", "Both languages have the same text.", new("언어와 무관하면 글 하나로 쓰세요.", "Where the language does not matter, write it once."));
            return;
        }

        if (!Hangul().IsMatch(text.Ko))
            faults.Error(node["ko"]!, "no-hangul", "한국어 글에 한글이 없습니다.", "The Korean text has no Hangul.");
        if (Hangul().IsMatch(Code().Replace(text.En, "")))
            faults.Error(node["en"]!, "hangul-in-english", "영어 글에 한글이 있습니다.", "The English text has Hangul in it.");
    }

    [GeneratedRegex("[가-힣]")]
    private static partial Regex Hangul();

    [GeneratedRegex("`[^`]*`|\"[^\"]*\"|```.*?```", RegexOptions.Singleline)]
    private static partial Regex Code();

    // Four plain words in a row, a capital first and a full stop at the end.
    [GeneratedRegex(@"^[A-Z][a-z]*( [A-Za-z,']+){3,}.*[.?!]$", RegexOptions.Singleline)]
    private static partial Regex Prose();

    [GeneratedRegex(@"(?i)\b(all|none|both) of the above\b|위(의|에)?\s*(보기|것|항목)?(은|는|이|가)?\s*모두\s*(맞|옳|해당|정답)|모두 정답|정답 없음")]
    private static partial Regex AllOfTheAbove();
}
