namespace KafkaQuiz.Web.Layout;

/// <summary>Razor components rendered once on the server; nothing of Blazor runs in the browser.</summary>
internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options => options.Cookie.Name = "kq.antiforgery");
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
    }
}
