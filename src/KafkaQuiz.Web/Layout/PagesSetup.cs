using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace KafkaQuiz.Web.Layout;

/// <summary>Razor components rendered once on the server; nothing of Blazor runs in the browser.</summary>
internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // Hangul as itself, not as &#xC2E4;: a third of the bytes, and a page's source that can be read.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAntiforgery(options => options.Cookie.Name = "kq.antiforgery");
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
    }
}
