using System.Globalization;
using System.Net;

namespace KafkaQuiz.Web.Host;

/// <summary>Reads <see cref="Settings"/> and names every value that cannot be used, all at once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _faults = [];

    /// <returns>The settings, or null together with the faults in Korean and English.</returns>
    public static (Settings? Settings, IReadOnlyList<string> Faults) Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = reader.Read();
        // Without it the links in mails would repeat whatever host a request names, and a stranger could have them lead anywhere.
        if (settings is { Smtp: not null, PublicUrl: null })
            reader._faults.Add($"{Settings.PublicAt.Variable}: {Settings.SmtpAt.Variable}을(를) 쓰려면 꼭 필요합니다. / required with {Settings.SmtpAt.Variable}.");
        return (reader._faults.Count == 0 ? settings : null, reader._faults);
    }

    /// <summary>Turns <c>--data x</c> and <c>--data=x</c> into the configuration keys of the environment variables.</summary>
    public static string[] ToConfiguration(IEnumerable<string> arguments) =>
        [.. arguments.Select(argument => Settings.All.Aggregate(argument, (text, setting) =>
            text == "--" + setting.Name ? "--" + setting.Variable
            : text.StartsWith($"--{setting.Name}=", StringComparison.Ordinal) ? "--" + setting.Variable + text[(setting.Name.Length + 2)..]
            : text))];

    private Settings Read() => new()
    {
        Listen = Text(Settings.ListenAt),
        Data = Folder(Settings.DataAt),
        Content = Folder(Settings.ContentAt),
        LabNetworks = Networks(Settings.LabNetworksAllowed),
        PracticeClusters = Within(Settings.PracticeMost, 1, 10_000),
        PracticeMemory = Within(Settings.PracticeMemoryInAll, 64, 1024 * 1024) * 1024L * 1024,
        PracticeIdle = TimeSpan.FromMinutes(Within(Settings.PracticeIdleTime, 1, 10_080)),
        PublicUrl = Address(Settings.PublicAt, "http", "https"),
        RegistrationOpen = Choice(Settings.RegistrationMode, "open", "closed"),
        GuestsAllowed = Choice(Settings.GuestMode, "on", "off"),
        GuestDays = Days(Settings.GuestLifetime),
        TrustedProxies = Networks(Settings.ProxiesTrusted),
        RateLimit = Count(Settings.RequestRate),
        JsonLog = Choice(Settings.LogAs, "json", "text"),
        Otlp = Address(Settings.OtlpAt, "http", "https"),
        Smtp = Address(Settings.SmtpAt, "smtp"),
        MailFrom = Text(Settings.MailSender),
        Preview = Choice(Settings.PreviewMode, "1", "0"),
    };

    private string Text(Setting setting) =>
        configuration[setting.Variable] is { Length: > 0 } text ? text : setting.Default;

    private string Folder(Setting setting) => Path.GetFullPath(Text(setting));

    private bool Choice(Setting setting, string yes, string no)
    {
        var text = Text(setting);
        if (text != yes && text != no) Fault(setting, $"{yes} 또는 {no}", $"{yes} or {no}");
        return text == yes;
    }

    private int Count(Setting setting)
    {
        if (int.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        Fault(setting, "0 이상의 정수", "a whole number, 0 or more");
        return 0;
    }

    private int Within(Setting setting, int least, int most)
    {
        if (int.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Fault(setting, $"{least}~{most}의 정수", $"a whole number from {least} to {most}");
        return least;
    }

    // A guest's cookie lasts 14 days: whoever can still come back must find the work.
    private int Days(Setting setting)
    {
        if (int.TryParse(Text(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is 0 or >= 15 and <= 36500) return days;
        Fault(setting, "0 또는 15~36500의 정수", "0, or a whole number from 15 to 36500");
        return 0;
    }

    private Uri? Address(Setting setting, params string[] schemes)
    {
        var text = Text(setting);
        if (text.Length == 0) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme)) return uri;
        // The value may hold a password: it is not repeated.
        Fault(setting, string.Join(" / ", schemes) + " 주소", "an address of scheme " + string.Join(" or ", schemes), secret: true);
        return null;
    }

    private List<IPNetwork> Networks(Setting setting)
    {
        List<IPNetwork> networks = [];
        foreach (var part in Text(setting).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network)) networks.Add(network);
            else Fault(setting, "10.0.0.0/8처럼 쓴 네트워크", "networks such as 10.0.0.0/8");
        }

        return networks;
    }

    private void Fault(Setting setting, string ko, string en, bool secret = false)
    {
        var value = secret ? "" : $" ({Text(setting)})";
        _faults.Add($"{setting.Variable}{value}: {ko}이어야 합니다. / must be {en}.");
    }
}
