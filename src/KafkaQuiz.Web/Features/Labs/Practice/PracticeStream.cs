using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using KafkaQuiz.Web.Features.Labs.Watching;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>What an open page of a practice cluster is told: pictures as they change, at most four a second, and what the terminal prints.</summary>
internal static class PracticeStream
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    /// <summary>Events <c>picture</c>: HTML.</summary>
    public static async IAsyncEnumerable<SseItem<string>> PicturesAsync(PracticeBench bench, string path, IServiceProvider services, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? shown = null;
        for (var change = -1L; ;)
        {
            change = await bench.Bench.Machine.WaitForChangeAsync(change, cancellationToken);
            var html = await Fragment.RenderAsync<PicturePanel>(
                services, (nameof(PicturePanel.Picture), await bench.LookAsync()), (nameof(PicturePanel.Path), path), (nameof(PicturePanel.Live), true));
            if (html != shown) yield return new SseItem<string>(shown = html, "picture");
            await Task.Delay(Between, cancellationToken);
        }
    }

    /// <summary>Events <c>terminal</c>: JSON with the kind and text of a piece; the event's id is where to read on.</summary>
    public static async IAsyncEnumerable<SseItem<string>> TerminalAsync(PracticeBench bench, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in bench.Bench.Terminal.Transcript.ReadAsync(from, cancellationToken))
        {
            yield return new SseItem<string>(JsonSerializer.Serialize(new { kind = PracticePanel.Kind(chunk.Kind), text = PracticePanel.Shown(chunk) }, JsonSerializerOptions.Web), "terminal")
            {
                EventId = chunk.End.ToString(CultureInfo.InvariantCulture),
            };
        }
    }
}
