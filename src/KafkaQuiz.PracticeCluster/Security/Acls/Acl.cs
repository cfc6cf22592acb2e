namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>An access control entry (StandardAcl.java).</summary>
/// <param name="Type">Of the resource.</param>
/// <param name="Name">Of the resource, or how its name begins.</param>
/// <param name="Pattern">Literal or Prefixed.</param>
/// <param name="Principal">"User:name"; "User:*" is everybody.</param>
/// <param name="Host">A client's address as text; * is any.</param>
/// <param name="Operation">Of which <see cref="AclOperation.All"/> is every one.</param>
/// <param name="Permission">Deny or Allow.</param>
internal sealed record Acl(AclResourceType Type, string Name, AclPatternType Pattern, string Principal, string Host, AclOperation Operation, AclPermission Permission)
{
    /// <summary>Every name, or host.</summary>
    public const string Wildcard = "*";

    public const string Everybody = "User:*";

    /// <summary>Name of the only resource of type Cluster.</summary>
    public const string Cluster = "kafka-cluster";

    /// <summary>Characters that it takes.</summary>
    public int Length => Name.Length + Principal.Length + Host.Length;

    /// <summary>Whether it speaks of this client and operation; its resource is known to fit (StandardAuthorizerData.findResult).</summary>
    public bool AppliesTo(string principal, string host, AclOperation operation) =>
        (Principal == principal || Principal == Everybody) && (Host == Wildcard || Host == host) && (Operation is AclOperation.All || Operation == operation || Implies(operation));

    /// <summary>Whoever may do something to a resource may see it; whoever may not can still be allowed to see it.</summary>
    private bool Implies(AclOperation operation) => Permission == AclPermission.Allow && operation switch
    {
        AclOperation.Describe => Operation is AclOperation.Read or AclOperation.Write or AclOperation.Delete or AclOperation.Alter,
        AclOperation.DescribeConfigs => Operation is AclOperation.AlterConfigs,
        _ => false,
    };
}
