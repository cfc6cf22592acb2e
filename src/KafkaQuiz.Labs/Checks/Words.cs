using System.Globalization;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

/// <summary>Wordings that several checks share.</summary>
internal static class Words
{
    public static LocalizedText Text(string ko, string en) => new(ko, en);

    public static LocalizedText NoTopic(string topic) => new($"{topic} 토픽이 없습니다", $"there is no topic {topic}");

    public static LocalizedText NoPartition(string topic, int partition) =>
        new($"{topic} 토픽에 {partition}번 파티션이 없습니다", $"{topic} has no partition {partition}");

    public static LocalizedText NoGroup(string group) => new($"{group} 컨슈머 그룹이 없습니다", $"there is no consumer group {group}");

    public static LocalizedText NoBroker(int broker) => new($"{broker}번 브로커가 실행 중이 아닙니다", $"broker {broker} is not live");

    public static LocalizedText NoAnswer { get; } = new("아직 답하지 않았습니다", "not answered yet");

    /// <summary>A topic, or a partition of it as Kafka writes it: <c>orders-0</c>.</summary>
    public static string Of(string topic, int? partition) => partition is { } number ? $"{topic}-{number}" : topic;

    /// <summary>What something is counted from: before a Korean phrase, after an English one.</summary>
    public static LocalizedText From(Since? since) => since switch
    {
        null => new("", ""),
        { Task: null } => new("시작 후 ", " since the start"),
        _ => new($"'{since.Task}' 과제 완료 후 ", $" since task '{since.Task}' was done"),
    };

    public static string Ids(IEnumerable<int> ids) => string.Join(", ", ids);

    /// <summary>The first few of many.</summary>
    public static string Few(IEnumerable<string> many)
    {
        var list = many.Take(9).ToList();
        return string.Join(", ", list.Take(8)) + (list.Count > 8 ? ", …" : "");
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Numbers(IEnumerable<long> values) => string.Join(", ", values.Select(Number));

    /// <summary>A condition on a number as a Korean and an English phrase: <c>6</c>, <c>40 이상</c> / <c>at least 40</c>.</summary>
    public static LocalizedText Condition(NumberCondition condition)
    {
        var ko = new List<string>();
        var en = new List<string>();
        if (condition.EqualTo is { } equal) Add($"{Number(equal)}", $"{Number(equal)}");
        if (condition.AtLeast is { } least) Add($"{Number(least)} 이상", $"at least {Number(least)}");
        if (condition.AtMost is { } most) Add($"{Number(most)} 이하", $"at most {Number(most)}");
        if (condition.Not is { } not) Add($"{Number(not)} 외의 값", $"not {Number(not)}");
        return new(string.Join(", ", ko), string.Join(", ", en));

        void Add(string korean, string english)
        {
            ko.Add(korean);
            en.Add(english);
        }
    }

    /// <summary>A condition on a text as a Korean and an English phrase.</summary>
    public static LocalizedText Condition(TextCondition condition)
    {
        var ko = new List<string>();
        var en = new List<string>();
        if (condition.EqualTo is { } equal) Add(equal, equal);
        if (condition.OneOf is { } any) Add($"{string.Join(", ", any)} 중 하나", $"one of {string.Join(", ", any)}");
        if (condition.Contains is { } part) Add($"'{part}' 포함", $"containing '{part}'");
        if (condition.Not is { } not) Add($"{not} 외의 값", $"not {not}");
        return new(string.Join(", ", ko), string.Join(", ", en));

        void Add(string korean, string english)
        {
            ko.Add(korean);
            en.Add(english);
        }
    }
}
