using KafkaQuiz.Web.Features.Accounts.Passwords;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("짧아요 1234")]
    [InlineData("qzjv-8r2m")]
    [InlineData("        x y z w        ")]
    [InlineData("kafka 위를 걷는 하마")]
    [InlineData("only lower case words here")]
    public void Passwords_of_any_composition_are_taken(string password) =>
        Assert.Null(PasswordRules.Fault(password, "hong@example.com", "홍길동"));

    [Theory]
    [InlineData("qz8-r2m")]
    [InlineData("password")]
    [InlineData("PassWord")]
    [InlineData("1q2w3e4r")]
    [InlineData("kafka1234")]
    [InlineData("KafkaQuiz2026!")]
    [InlineData("카프카카프카1234")]
    [InlineData("gildong!2024")]
    [InlineData("aaaaaaaaaaaa")]
    public void Short_common_and_guessable_passwords_are_refused(string password) =>
        Assert.NotNull(PasswordRules.Fault(password, "gildong@example.com", "홍길동"));

    [Fact]
    public void Very_long_passwords_are_taken_up_to_256_characters()
    {
        var phrase = string.Concat(Enumerable.Repeat("abcd efgh ", 26));

        Assert.Null(PasswordRules.Fault(phrase[..256], null, null));
        Assert.NotNull(PasswordRules.Fault(phrase[..257], null, null));
    }

    [Fact]
    public void The_list_of_common_passwords_holds_more_than_3000_that_are_long_enough() => Assert.InRange(CommonPasswords.Count, 3000, 100_000);
}
