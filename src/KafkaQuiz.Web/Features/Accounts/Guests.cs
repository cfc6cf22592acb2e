using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Guests: users without an account, held by a cookie. Whatever they do is kept when they sign up.</summary>
internal sealed class Guests(UserManager<User> users, SignInManager<User> signIn, Settings settings, TimeProvider time)
{
    /// <summary>
    /// The id of the request's user; a visitor without one becomes a guest, who is created and signed in here. Call it where work
    /// begins (start a quiz, a lab), from a POST.
    /// </summary>
    /// <returns>Null if the visitor must sign in first because guests are not allowed.</returns>
    public async Task<Guid?> EnsureUserAsync(HttpContext http)
    {
        if (http.User.FindUserId() is { } known) return known;
        if (!settings.GuestsAllowed) return null;

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var guest = new User
        {
            Id = id,
            UserName = $"guest-{id:n}",
            DisplayName = T("손님", "Guest"),
            IsGuest = true,
            CreatedAt = time.GetUtcNow(),
            Language = Current,
        };
        var created = await users.CreateAsync(guest);
        if (!created.Succeeded) throw new InvalidOperationException(string.Join("; ", created.Errors.Select(error => error.Code)));
        await signIn.SignInAsync(guest, isPersistent: true);
        return id;
    }
}
