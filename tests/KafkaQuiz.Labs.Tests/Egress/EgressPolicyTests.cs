using System.Net;
using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Labs.Egress;

namespace KafkaQuiz.Labs.Tests.Egress;

public sealed class EgressPolicyTests
{
    private const int WebPort = 5080;

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::1", false)]
    [InlineData("10.0.0.5", false)]
    [InlineData("192.168.0.10", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    public void By_default_only_ipv4_loopback_is_reached(string address, bool allowed) =>
        Assert.Equal(allowed, new EgressPolicy().Allows(new IPEndPoint(IPAddress.Parse(address), 9092)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::a9fe:a9fe")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    public void Link_local_and_metadata_services_are_never_reached_even_where_everything_is_allowed(string address)
    {
        var everything = new EgressPolicy([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]);
        Assert.False(everything.Allows(new IPEndPoint(IPAddress.Parse(address), 9092)));
        Assert.True(everything.Allows(new IPEndPoint(IPAddress.Parse("10.0.0.5"), 9092)));
    }

    [Theory]
    [InlineData("127.0.0.1", WebPort)]
    [InlineData("127.0.0.2", WebPort)]
    [InlineData("::ffff:127.0.0.1", WebPort)]
    [InlineData("127.0.0.1", 22)]
    [InlineData("127.0.0.1", 0)]
    public void Own_ports_and_system_ports_of_loopback_are_denied(string address, int port) =>
        Assert.False(new EgressPolicy(ownPorts: [WebPort]).Allows(new IPEndPoint(IPAddress.Parse(address), port)));

    [Fact]
    public void An_ipv6_dress_never_changes_the_judgement_of_an_ipv4_address() => Prop.ForAll(
        ArbMap.Default.ArbFor<uint>(),
        raw =>
        {
            var address = new IPAddress(raw);
            var policy = new EgressPolicy([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::/0")]);
            return policy.Allows(new IPEndPoint(address, 9092)) == policy.Allows(new IPEndPoint(address.MapToIPv6(), 9092));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_name_is_resolved_once_and_stays_what_it_was()
    {
        var asked = 0;
        var policy = new EgressPolicy(resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(++asked == 1 ? "127.0.0.1" : "10.0.0.5")]));
        var session = new EgressSession(policy);
        for (var i = 0; i < 3; i++)
        {
            var (allowed, fault) = await session.DecideAsync(new HostPort("rebind.test", 9092), advertised: false, TestContext.Current.CancellationToken);
            Assert.Null(fault);
            Assert.Equal(IPAddress.Loopback, Assert.Single(allowed).Address);
        }
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Of_a_name_with_several_addresses_only_the_allowed_ones_are_left()
    {
        var policy = new EgressPolicy(resolve: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Parse("169.254.169.254"), IPAddress.Loopback]));
        var (allowed, _) = await new EgressSession(policy).DecideAsync(new HostPort("many.test", 9092), advertised: false, TestContext.Current.CancellationToken);
        Assert.Equal(IPAddress.Loopback, Assert.Single(allowed).Address);
    }

    [Fact]
    public async Task A_cluster_elsewhere_cannot_point_back_to_this_machine()
    {
        var policy = new EgressPolicy([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("127.0.0.0/8")]);
        var session = new EgressSession(policy);
        await session.DecideAsync(new HostPort("10.0.0.5", 9092), advertised: false, TestContext.Current.CancellationToken);
        var (_, fault) = await session.DecideAsync(new HostPort("127.0.0.1", 9092), advertised: true, TestContext.Current.CancellationToken);
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("localhost:9092", "localhost:9092")]
    [InlineData(" 127.0.0.1:19091, 127.0.0.1:19092 ", "127.0.0.1:19091,127.0.0.1:19092")]
    [InlineData("PLAINTEXT://broker-1:9092", "broker-1:9092")]
    [InlineData("[::1]:9092", "[::1]:9092")]
    public void Bootstrap_servers_are_read_as_people_write_them(string text, string read) =>
        Assert.Equal(read, string.Join(',', ClusterTarget.ParseBootstrap(text, out _)!));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("localhost:0")]
    [InlineData("localhost:99999")]
    [InlineData("::1:9092")]
    [InlineData("a b c")]
    [InlineData("user@host:9092")]
    [InlineData("host:9092/path")]
    [InlineData("ssl.ca.location=/etc/passwd")]
    public void What_is_no_address_is_refused_in_both_languages(string text)
    {
        Assert.Null(ClusterTarget.ParseBootstrap(text, out var problem));
        Assert.NotEqual(problem!.Ko, problem.En);
    }

    [Fact]
    public void A_network_that_cannot_be_read_is_named()
    {
        Assert.Contains("10.0.0.0/99", Assert.Throws<FormatException>(() => EgressPolicy.ParseNetworks("127.0.0.0/8, 10.0.0.0/99")).Message, StringComparison.Ordinal);
        Assert.Equal(2, EgressPolicy.ParseNetworks("127.0.0.0/8,10.1.0.0/16").Count);
    }
}
