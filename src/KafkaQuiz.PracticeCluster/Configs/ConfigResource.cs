using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Configs;

/// <summary>Who may see or change a resource's configs: a topic's and a group's by itself, all others by the cluster (ControllerApis.authorizeAlterResource).</summary>
internal static class ConfigResource
{
    public static bool Allows(RequestContext context, AclOperation operation, ConfigResourceType type, string name) =>
        ProtectedBy(type) is var by && context.Allows(operation, by, by == AclResourceType.Cluster ? Acl.Cluster : name);

    public static (ErrorCode Code, string Message) Refusal(ConfigResourceType type) => ApiAccess.Refusal(ProtectedBy(type));

    private static AclResourceType ProtectedBy(ConfigResourceType type) => type switch
    {
        ConfigResourceType.Topic => AclResourceType.Topic,
        ConfigResourceType.Group => AclResourceType.Group,
        _ => AclResourceType.Cluster,
    };
}
