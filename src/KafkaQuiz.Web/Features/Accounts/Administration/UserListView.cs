namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>One page of the accounts.</summary>
/// <param name="Users">At most <see cref="UserList.PageSize"/>.</param>
/// <param name="Total">Number of all accounts that match.</param>
/// <param name="Page">From 1.</param>
public sealed record UserListView(IReadOnlyList<UserListRow> Users, int Total, int Page);
