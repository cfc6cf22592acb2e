using System.Security.Cryptography;
using System.Text;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.TwoFactor;

/// <summary>
/// Identity's store, except that recovery codes are kept as slow, salted hashes and the keys of authenticator apps encrypted:
/// Identity keeps both readable. OWASP ASVS 5.0 asks for the former of secrets of less than 112 bits (6.5.2).
/// </summary>
internal sealed class AccountStore(KafkaQuizDbContext database, IDataProtectionProvider protection)
    : UserStore<User, Role, KafkaQuizDbContext, Guid>(database)
{
    private readonly IDataProtector _keys = protection.CreateProtector("KafkaQuiz.Accounts.AuthenticatorKey.v1");


    private const int Iterations = 100_000;
    private const int HashBytes = 20;

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hash(user, code)), cancellationToken);

    public override Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Hash(user, code), cancellationToken);

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _keys.Protect(key), cancellationToken);

    /// <returns>Null where there is none, and where what protected it is gone: then a recovery code still signs in.</returns>
    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { Length: > 0 } stored ? _keys.Unprotect(stored) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // The user's id is the salt; hexadecimal, for Identity joins the codes with semicolons.
    private static string Hash(User user, string code) => Convert.ToHexString(Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant()), user.Id.ToByteArray(), Iterations, HashAlgorithmName.SHA512, HashBytes));
}
