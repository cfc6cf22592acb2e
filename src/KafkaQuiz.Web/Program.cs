using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Accounts.Administration;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Labs;
using KafkaQuiz.Web.Features.Operations;
using KafkaQuiz.Web.Features.Quizzes;
using KafkaQuiz.Web.Features.Quizzes.Json;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Languages;
using KafkaQuiz.Web.Layout;
using KafkaQuiz.Web.Mail;

if (args.Contains("--help"))
{
    Console.Write(SettingsHelp.Text());
    return 0;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = SettingsReader.ToConfiguration(args),
    ContentRootPath = AppContext.BaseDirectory,
});
var (settings, faults) = SettingsReader.Read(builder.Configuration);
if (settings is null)
{
    foreach (var fault in faults) Console.Error.WriteLine(fault);
    return 2;
}

builder.AddHost(settings);
builder.AddDatabase(settings);
builder.AddTelemetry(settings);
builder.Services.AddLanguages();
builder.Services.AddPages();
builder.Services.AddApi();
builder.Services.AddRateLimits(settings);
builder.Services.AddMail(settings);
builder.Services.AddAccounts(settings);
builder.Services.AddCourse(settings);
builder.Services.AddQuizzes(settings);
builder.Services.AddLabs(settings);
builder.Services.AddHealth();

var app = builder.Build();
await app.MigrateDatabaseAsync();
if (!app.LoadCourse()) return 3;

app.UseProxyHeaders(settings);
app.UseSecurityHeaders();
app.UseRequestLocalization();
app.UseFaultPages();
app.UseResponseCompression();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.UseAntiForgery();

app.MapSiteAssets();
app.MapHealth();

var api = app.MapApi();
api.MapAccountsApi();
api.MapCourseApi();
api.MapAttemptApi();
api.MapLabs();

var site = app.MapSite();
site.MapLanguageSwitch();
site.MapThemeSwitch();
site.MapAccounts();
site.MapCoursePages();
site.MapQuizPages();
site.MapLabPages();

// A preview lives on a database that is thrown away.
if (!settings.Preview) await app.PrintAdministratorLinkAsync();
await app.RunAsync();
return 0;
