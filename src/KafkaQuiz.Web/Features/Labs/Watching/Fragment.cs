using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace KafkaQuiz.Web.Features.Labs.Watching;

/// <summary>A component as HTML, for pages that are open: outside a request's own rendering.</summary>
internal static class Fragment
{
    /// <summary>One renderer a fragment: it keeps all that it ever rendered, and a page may be open for hours.</summary>
    public static async Task<string> RenderAsync<T>(IServiceProvider services, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var given = ParameterView.FromDictionary(parameters.ToDictionary(one => one.Name, one => one.Value));
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(given)).ToHtmlString());
    }
}
