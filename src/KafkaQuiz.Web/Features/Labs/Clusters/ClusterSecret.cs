using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>
/// SASL passwords of learners' clusters. They must outlive one request, because a watch on any node looks at the cluster, so they are stored, encrypted with the
/// Data Protection keys; they are removed when the learner
/// disconnects the cluster (a restart hands them to the new session), and stand in no log, evidence or export.
/// </summary>
internal sealed class ClusterSecret(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("KafkaQuiz.Labs.ClusterPassword.v1");

    public string Protect(string password) => _protector.Protect(password);

    /// <summary>The password, or null where the keys that protected it are gone.</summary>
    public string? Reveal(string stored)
    {
        try
        {
            return _protector.Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
