using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Cli.Commands.Configure.Explaining;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Credentials;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure explain</c>: where credentials and settings come from for this very line, step by step.</summary>
/// <remarks>
/// Without <c>--verify</c> AWS is not called and no program is run: a source that needs that says what it would do. Nobody is asked for a
/// code and nobody is logged in. The metadata services of this machine are asked where the search comes to them, as nothing else tells
/// whether they are there.
/// </remarks>
sealed class Explain : ICommand
{
    public CommandSpec Spec { get; } = new("configure explain", "Tells where credentials and settings come from, step by step.")
    {
        Options =
        [
            new("verify", ValueKind.Boolean) { Summary = "Get the credentials for good and ask AWS whose they are. Codes are not asked for." },
            new("all", ValueKind.Boolean) { Summary = "Show every setting, those at their default too." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var verify = context.Options.IsOn("verify");
        var trail = await context.Session.TraceCredentialsAsync(mayAct: verify, cancellationToken);
        var (caller, refusal) = verify && trail.Winner is not null ? await AskCallerAsync(context, cancellationToken) : (null, null);

        var profile = FindProfile(context);
        var explanation = new Explanation(context.Settings.FindProfileName(), profile, trail, caller, context.Machine.Clock.GetUtcNow())
        {
            Error = trail.Error ?? refusal,
            Settings = profile is null && context.Settings.FindProfileName().Value is not null ? [] : new SettingsSurvey(context).All(),
            FindPassedOver = new PassedOver(context.Machine, profile).Find,
        };
        Print(context, explanation);
        return trail.Winner is not null && explanation.Error is null ? 0 : 1;
    }

    static void Print(CommandContext context, Explanation explanation)
    {
        // Its own form unless the line asks for another: the format of the settings is for the replies of AWS.
        if (context.Globals.Output is not null || context.Globals.Query is not null)
        {
            ResultOutput.For(context, "explain").Print(ExplanationJson.Of(explanation));
            return;
        }
        new ExplanationScreen(context, explanation).Print(showsAll: context.Options.IsOn("all"));
    }

    static Profile? FindProfile(CommandContext context)
    {
        try { return context.Settings.Profile; }
        catch (ConfigurationException e) when (e.Fault == ConfigurationFault.ProfileNotFound) { return null; }   // the trail says so
    }

    /// <summary>Who AWS says it is, or why it does not say.</summary>
    static async Task<(Caller?, AwlException?)> AskCallerAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await context.CallAsync("sts", "GetCallerIdentity", "{}", cancellationToken);
            return (new(Text(reply.Json, "Account"), Text(reply.Json, "Arn"), Text(reply.Json, "UserId")), null);
        }
        catch (AwlException e) { return (null, e); }
    }

    static string Text(JsonElement reply, string name) => reply.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
