using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Tests.Questions;

public sealed class ResponseTests
{
    [Fact]
    public void Canonical_json_sorts_fields_and_drops_empty_ones() =>
        Assert.Equal("""{"a":["한글 \"따옴표\""],"b":["2","1"]}""", Response.Of(("b", ["2", "1"]), ("c", [""]), ("a", ["한글 \"따옴표\""]), ("d", [])).Json);

    [Theory]
    [InlineData("""{"choice":"b"}""", """{"choice":["b"]}""")]
    [InlineData("""{"choice":["b"],"x":[]}""", """{"choice":["b"]}""")]
    [InlineData("{}", "{}")]
    public void Json_is_read_to_its_canonical_form(string json, string canonical)
    {
        Assert.True(Response.TryParse(json, out var response));
        Assert.Equal(canonical, response.Json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"choice\":1}")]
    [InlineData("{\"choice\":[1]}")]
    [InlineData("{\"choice\":null}")]
    [InlineData("{\"choice\":{}}")]
    public void Other_json_is_refused(string json) => Assert.False(Response.TryParse(json, out _));

    [Fact]
    public void A_response_that_is_too_long_is_refused() =>
        Assert.False(Response.TryParse("{\"text\":\"" + new string('a', Response.MaxLength) + "\"}", out _));

    [Fact]
    public void Whatever_is_answered_reads_back_equal() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>[]>((a, b, values) =>
        {
            // A lone surrogate is no text: JSON cannot carry it.
            if (new[] { a, b }.Concat(values).Any(text => text.Get.Any(char.IsSurrogate)))
                return true;
            var response = Response.Of((a.Get, ["1"]), (b.Get, [.. values.Select(value => value.Get)]));
            return Response.TryParse(response.Json, out var read) && read.Equals(response) && read.Json == response.Json;
        }).QuickCheckThrowOnFailure();
}
