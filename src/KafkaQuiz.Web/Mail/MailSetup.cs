using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Mail;

internal static class MailSetup
{
    public static void AddMail(this IServiceCollection services, Settings settings)
    {
        if (settings.Smtp is null) services.AddSingleton<IMailTransport, MailFolder>();
        else services.AddSingleton<IMailTransport, MailServer>();
        services.AddSingleton<MailQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<MailQueue>());
    }
}
