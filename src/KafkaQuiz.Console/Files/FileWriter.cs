using System.Text;

namespace KafkaQuiz.Console;

/// <summary>What a redirection writes to: the file grows with every write. What is beyond its limit is not kept.</summary>
internal sealed class FileWriter(VirtualFiles files, string path) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Why the file is not whole, or null.</summary>
    public string? Fault { get; private set; }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value) || Fault is not null)
            return;
        try
        {
            files.Append(path, value);
        }
        catch (InvalidOperationException e)
        {
            Fault = e.Message;
        }
    }
}
