using System.Text;

namespace KafkaQuiz.Console;

/// <summary>Writes into a transcript.</summary>
internal sealed class TranscriptWriter(ConsoleTranscript transcript, ConsoleChunkKind kind, int job) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => transcript.Append(kind, job, value.ToString());

    public override void Write(string? value) => transcript.Append(kind, job, value ?? "");
}
