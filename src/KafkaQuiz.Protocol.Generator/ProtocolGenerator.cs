using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KafkaQuiz.Protocol.Generator;

/// <summary>Turns Schemas/*.txt into message classes with their codecs, one source per message, at build time.</summary>
[Generator]
public sealed class ProtocolGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Fault = new(
        "KQP001", "Schema fault", "{0}", "Protocol", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var texts = context.AdditionalTextsProvider
            .Where(static t => t.Path.EndsWith(".txt", StringComparison.Ordinal)
                && Path.GetFileName(Path.GetDirectoryName(t.Path)) == "Schemas")
            .Select(static (t, cancel) => (t.Path, Text: t.GetText(cancel)?.ToString() ?? ""))
            .Collect();
        context.RegisterSourceOutput(texts, static (output, inputs) =>
        {
            var files = new List<SchemaFile>();
            foreach (var (path, text) in inputs.OrderBy(i => i.Path, StringComparer.Ordinal))
            {
                try
                {
                    files.Add(SchemaParser.Parse(text));
                }
                catch (SchemaException fault)
                {
                    var at = new LinePosition(fault.Line - 1, 0);
                    var place = Location.Create(path, default, new LinePositionSpan(at, at));
                    output.ReportDiagnostic(Diagnostic.Create(Fault, place, fault.Message));
                }
            }
            foreach (var file in files)
            {
                foreach (var message in file.Messages)
                    output.AddSource(message.Name + ".g.cs", MessageEmitter.Emit(file, message));
            }
            output.AddSource("Api.g.cs", ApiTableEmitter.Emit(files));
        });
    }
}
