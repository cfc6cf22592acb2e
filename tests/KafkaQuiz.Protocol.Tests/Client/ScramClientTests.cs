using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Protocol.Tests.Client;

public sealed class ScramClientTests
{
    private const string Challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    [Fact]
    public void Speaks_as_the_example_of_RFC_7677()
    {
        var client = Client();
        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", client.First());
        Assert.Equal("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", client.Final(Challenge));
        Assert.True(client.Verify("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    [Fact]
    public void A_broker_that_does_not_know_the_password_is_found_out()
    {
        var client = Client();
        client.Final(Challenge);
        Assert.False(client.Verify("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(client.Verify("e=invalid-proof"));
    }

    [Theory]
    [InlineData("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=!!,i=4096")]
    [InlineData("nonsense")]
    public void A_challenge_that_cannot_be_is_refused(string challenge) =>
        Assert.Equal(KafkaClientFault.AuthenticationFailed, Assert.Throws<KafkaClientException>(() => Client().Final(challenge)).Fault);

    private static ScramClient Client() => new(new SaslCredentials(SaslMechanism.ScramSha256, "user", "pencil"), "rOprNGfwEbeRWgbNEkqO");
}
