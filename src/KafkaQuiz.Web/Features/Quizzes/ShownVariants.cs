using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using KafkaQuiz.Assessment.Drawing;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Data.Reading;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>
/// The variants that attempts show, by content hash and seed: as the current banks draw them, or, where a bank has moved on, as they were
/// stored when they were first shown. Immutable, so each web node may keep its own.
/// </summary>
internal sealed class ShownVariants
{
    /// <summary>
    /// Variants of one question: seeds are 0 to 63. Enough that neighbours rarely see the same one, few enough that each is computed,
    /// rendered and stored once and then shared.
    /// </summary>
    public const uint PerQuestion = 64;

    /// <summary>Variants kept in memory at most: every variant of about 300 questions, some 100 MB.</summary>
    private const int Kept = 20_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameKinds, KeepWhatWasShown } },
    };

    private readonly ConcurrentDictionary<(string Hash, long Seed), QuestionVariant> _kept = new();

    /// <summary>The variant that an attempt shows of a question of the current content; not one of <paramref name="seen"/>.</summary>
    public QuestionVariant Draw(Question question, ulong attemptSeed, params ulong[] seen) =>
        Of(question, unchecked((long)SeededOrder.VariantSeed(attemptSeed, question.Id, PerQuestion, seen)));

    private QuestionVariant Of(Question question, long seed)
    {
        if (_kept.TryGetValue((question.ContentHash, seed), out var variant)) return variant;
        return Keep(question.Vary(unchecked((ulong)seed)));
    }

    /// <summary>The variants of an attempt's items, in their order.</summary>
    public IReadOnlyList<QuestionVariant> Of(IReadOnlyList<AttemptItem> items, CourseContent content, IReadTransaction database)
    {
        var variants = new QuestionVariant[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (_kept.TryGetValue((item.ContentHash, item.Seed), out var kept)) variants[i] = kept;
            else if (content.QuestionByHash(item.ContentHash) is { } question) variants[i] = Of(question, item.Seed);
            else variants[i] = Keep(Read(AttemptReads.Variant(database, item.ContentHash, item.Seed)));
        }

        return variants;
    }

    /// <summary>The stored form, answer included.</summary>
    public static string Write(QuestionVariant variant) => JsonSerializer.Serialize(variant, Json);

    /// <summary>Reads the stored form.</summary>
    public static QuestionVariant Read(string json) => JsonSerializer.Deserialize<QuestionVariant>(json, Json)!;

    private QuestionVariant Keep(QuestionVariant variant)
    {
        // Rare, and cheaper than an order of use for what is recomputed in microseconds.
        if (_kept.Count >= Kept) _kept.Clear();
        return _kept.GetOrAdd((variant.ContentHash, unchecked((long)variant.Seed)), variant);
    }

    private static void NameKinds(JsonTypeInfo type)
    {
        if (type.Type == typeof(QuestionVariant)) Name(type, "kind");
        if (type.Type == typeof(VariantBlank)) Name(type, "blank");
    }

    private static void Name(JsonTypeInfo type, string discriminator)
    {
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = discriminator };
        foreach (var derived in type.Type.Assembly.GetTypes().Where(candidate => candidate.BaseType == type.Type))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(derived, derived.Name));
    }

    // What a constructor or an initialiser takes is the record; the rest is computed from it. Parameters are already in the texts.
    private static void KeepWhatWasShown(JsonTypeInfo type)
    {
        if (type.Type.Assembly != typeof(QuestionVariant).Assembly || type.Kind != JsonTypeInfoKind.Object) return;
        for (int i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].Set is null || (type.Type == typeof(VariantHead) && type.Properties[i].Name == nameof(VariantHead.Values))) type.Properties.RemoveAt(i);
    }
}
