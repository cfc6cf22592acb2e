using System.Net;

namespace KafkaQuiz.Web.Host;

/// <summary>
/// Everything that can be set, read once at start. The table below is the single list: <c>--help</c>, the command-line options
/// and the environment variables come from it.
/// </summary>
internal sealed record Settings
{
    public static readonly Setting ListenAt = new("listen", "http://127.0.0.1:5080",
        "서버가 요청을 받을 주소입니다. 여러 개는 ;로 구분합니다.", "Address to listen at; several are separated by ;.");
    public static readonly Setting DataAt = new("data", "data",
        "데이터베이스와 백업, 보낼 메일을 두는 폴더입니다.", "Folder of the database, backups and outgoing mail.");
    public static readonly Setting ContentAt = new("content", ".",
        "questions(course.yaml과 문제 은행)와 labs(실습) 폴더가 들어 있는 폴더입니다.", "Folder that holds questions (course.yaml and the banks) and labs.");
    public static readonly Setting LabNetworksAllowed = new("lab-networks", "127.0.0.0/8",
        "실습에서 접속해도 되는 클러스터의 네트워크(CIDR)입니다. 쉼표로 구분합니다. 기본값에서 localhost는 IPv4로 접속합니다.", "Networks (CIDR, comma-separated) of clusters that labs may connect to. By default localhost is reached over IPv4.");
    public static readonly Setting PracticeMost = new("practice-clusters", "250",
        "이 서버가 동시에 실행하는 연습 클러스터의 최대 개수(1~10000)입니다. 하나가 레코드를 64 MiB까지 메모리에 둡니다.",
        "Most practice clusters that run at once on this server, 1 to 10000. One holds up to 64 MiB of records in memory.");
    public static readonly Setting PracticeMemoryInAll = new("practice-memory", "2048",
        "실행 중인 연습 클러스터가 모두 합쳐 쓸 수 있는 메모리(MiB, 64~1048576)입니다.", "Memory that the practice clusters that run may take together, 64 to 1048576 MiB.");
    public static readonly Setting PracticeIdleTime = new("practice-idle-minutes", "30",
        "아무도 쓰지 않는 연습 클러스터를 디스크에 저장하고 재울 때까지의 시간(분, 1~10080)입니다.", "Minutes without use after which a practice cluster goes to sleep on disk, 1 to 10080.");
    public static readonly Setting PublicAt = new("public-url", "",
        "학습자가 브라우저에 입력하는 주소입니다. 메일 링크와 패스키에 쓰입니다. 비우면 요청의 주소를 씁니다.",
        "Address that learners type; used in e-mail links and for passkeys. Empty: that of the request.");
    public static readonly Setting RegistrationMode = new("registration", "open",
        "open이면 누구나 가입할 수 있고, closed이면 관리자만 계정을 만듭니다.", "open: anyone may sign up; closed: only an administrator creates accounts.");
    public static readonly Setting GuestMode = new("guests", "on",
        "on이면 가입하지 않고도 풀어 볼 수 있습니다.", "on: practising without an account is allowed.");
    public static readonly Setting GuestLifetime = new("guest-days", "30",
        "이 기간(일) 동안 다시 오지 않은 손님의 기록을 지웁니다. 15일 이상으로 정하고, 0이면 지우지 않습니다.",
        "Days after which guests who did not come back are deleted with their work; at least 15, or 0: never.");
    public static readonly Setting ProxiesTrusted = new("trusted-proxies", "",
        "X-Forwarded-* 헤더를 믿을 리버스 프록시의 네트워크(CIDR)입니다. 비우면 무시합니다.", "Networks (CIDR) of reverse proxies whose X-Forwarded-* headers count. Empty: none do.");
    public static readonly Setting RequestRate = new("rate-limit", "100",
        "방문자 한 명이 초당 보낼 수 있는 요청 수입니다. 0이면 제한하지 않습니다.", "Requests per second that one visitor may send; 0: unlimited.");
    public static readonly Setting LogAs = new("log-format", "text",
        "로그 형식입니다. text 또는 json.", "Format of the log: text or json.");
    public static readonly Setting OtlpAt = new("otlp", "",
        "OpenTelemetry 추적과 지표를 보낼 OTLP 주소입니다. 비우면 보내지 않습니다.", "OTLP endpoint for OpenTelemetry traces and metrics. Empty: none are sent.");
    public static readonly Setting SmtpAt = new("smtp", "",
        "메일 서버(smtp://사용자:비밀번호@호스트:587)입니다. 비우면 data/mail에 파일로 남깁니다.", "Mail server (smtp://user:password@host:587). Empty: mails are left as files in data/mail.");
    public static readonly Setting MailSender = new("mail-from", "kafkaquiz@localhost",
        "메일을 보내는 사람의 주소입니다.", "Sender of e-mails.");
    public static readonly Setting PreviewMode = new("preview", "0",
        "1이면 이 컴퓨터에서만 열리는 /preview/절/문제 화면으로 문제를 미리 봅니다. 정답이 보이므로 학습자가 쓰는 서버에서는 켜지 마세요.",
        "1: /preview/SECTION/ID shows questions to their authors, from this machine only. It tells the answers: not for a server that learners use.");

    /// <summary>All settings, in the order of the help text.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ListenAt, DataAt, ContentAt, LabNetworksAllowed, PracticeMost, PracticeMemoryInAll, PracticeIdleTime, PublicAt, RegistrationMode, GuestMode, GuestLifetime,
        ProxiesTrusted, RequestRate, LogAs, OtlpAt, SmtpAt, MailSender, PreviewMode,
    ];

    public required string Listen { get; init; }
    public required string Data { get; init; }

    /// <summary>The folder above <c>questions</c> and <c>labs</c>.</summary>
    public required string Content { get; init; }
    public required IReadOnlyList<IPNetwork> LabNetworks { get; init; }

    /// <summary>Most practice clusters of this node at once, 1 to 10000.</summary>
    public required int PracticeClusters { get; init; }

    /// <summary>Bytes that records of all practice clusters of this node may take, and what their brokers remember of clients.</summary>
    public required long PracticeMemory { get; init; }

    /// <summary>How long a practice cluster is awake without a page, a command or a grading; 1 minute to 7 days.</summary>
    public required TimeSpan PracticeIdle { get; init; }
    public required Uri? PublicUrl { get; init; }
    public required bool RegistrationOpen { get; init; }
    public required bool GuestsAllowed { get; init; }

    /// <summary>Days without a request after which a guest is deleted, 15 or more; 0 is never.</summary>
    public required int GuestDays { get; init; }
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>Requests per second and visitor; 0 is unlimited.</summary>
    public required int RateLimit { get; init; }
    public required bool JsonLog { get; init; }
    public required Uri? Otlp { get; init; }
    public required Uri? Smtp { get; init; }
    public required string MailFrom { get; init; }
    public required bool Preview { get; init; }

    public string DatabaseFile => Path.Combine(Data, "kafkaquiz.db");
    public string BackupFolder => Path.Combine(Data, "backups");
    public string MailFolder => Path.Combine(Data, "mail");
}
