using Awl.Cli.CommandLine;
using Awl.Cli.Commands.Sso;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure sso</c>: asks for a portal, logs in, lets the user choose account and role, and writes the profile.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/sso.py.</remarks>
sealed class Sso : ICommand
{
    public CommandSpec Spec { get; } = new("configure sso", "Makes a profile whose credentials come from IAM Identity Center: asks, logs in, lists accounts and roles.")
    {
        Options = SsoLogin.Options,
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        // The profile may be the one that is to be made.
        using var session = context.Session.WithSettings(context.Globals.ToSettings() with { ProfileMayBeNew = true });
        var profile = session.Settings.Profile;
        var (questions, values) = (new SsoQuestions(context.Terminal), new List<KeyValuePair<string, string>>());
        var portal = await AskForPortalAsync(context, questions, profile, values, cancellationToken);

        var login = new SsoLogin(session, context);
        var isNew = portal.SessionName is { } name && session.Settings.Files.FindSsoSession(name) is null;
        var token = isNew ? await login.LogInAsync(portal, cancellationToken) : await login.GetTokenAsync(portal, cancellationToken);

        var role = await new SsoAccounts(session, context.Terminal, portal.Region, token).ChooseAsync(cancellationToken);
        if (role is { } chosen) values.AddRange([new("sso_account_id", chosen.Account), new("sso_role_name", chosen.Role)]);
        await AskAsync(questions, "Default client Region", "region", profile, values, cancellationToken);
        await AskAsync(questions, "CLI default output format (json if not specified)", "output", profile, values, cancellationToken);
        var profileName = session.Settings.FindProfileName().Value ?? await AskForNameAsync(questions, role, cancellationToken);

        await WriteAsync(session.Settings.Files, profileName, values, isNew ? portal : null, cancellationToken);
        Conclude(context.Out, ScreenText.Of(profileName), role is not null);
        return ExitCode.Success;
    }

    static async Task<SsoPortal> AskForPortalAsync(
        CommandContext context, SsoQuestions questions, Profile? profile, List<KeyValuePair<string, string>> values, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        var current = profile?.Find("sso_session");
        var question = current is null ? "SSO session name (Recommended)" : SsoQuestions.WithCurrent("SSO session name", current);
        var name = await questions.AskAsync(question, current, static _ => null, cancellationToken);
        if (name.Length == 0) context.Out.Write(Warning(context.Terminal));
        else
        {
            values.Add(new("sso_session", name));
            if (files.FindSsoSession(name) is not null) return SsoPortal.OfSession(files, name);
        }
        var startUrl = await questions.StartUrlAsync(profile?.Find("sso_start_url"), cancellationToken);
        var region = await questions.RegionAsync(profile?.Find("sso_region"), cancellationToken);
        if (name.Length > 0) return new(startUrl, region) { SessionName = name, Scopes = SsoPortal.ParseScopes(await questions.ScopesAsync(null, cancellationToken)) };

        values.AddRange([new("sso_start_url", startUrl), new("sso_region", region)]);
        return new(startUrl, region);
    }

    static string Warning(Terminal terminal)
    {
        var (bold, plain) = terminal.OutputIsScreen ? ("\e[1m", "\e[0m") : ("", "");
        return $"{bold}WARNING: Configuring using legacy format (e.g. without an SSO session).\nConsider re-running \"configure sso\" command and providing a session name.\n{plain}";
    }

    static async Task AskAsync(
        SsoQuestions questions, string question, string key, Profile? profile, List<KeyValuePair<string, string>> values, CancellationToken cancellationToken)
    {
        var current = profile?.Find(key);
        var answer = await questions.AskAsync(SsoQuestions.WithCurrent(question, current), current, static _ => null, cancellationToken);
        if (answer.Length > 0) values.Add(new(key, answer));
    }

    static Task<string> AskForNameAsync(SsoQuestions questions, (string Account, string Role)? role, CancellationToken cancellationToken)
    {
        var proposed = role is { } chosen ? $"{chosen.Role}-{chosen.Account}" : null;
        return questions.AskAsync(SsoQuestions.WithCurrent("Profile name", proposed), proposed, SsoQuestions.Required, cancellationToken);
    }

    static Task WriteAsync(ProfileFiles files, string profile, List<KeyValuePair<string, string>> values, SsoPortal? newPortal, CancellationToken cancellationToken)
        => files.EditAsync(files.ConfigPath, editor =>
        {
            foreach (var (key, value) in values) editor.Set(SectionName.Profile(profile), key, value);
            if (newPortal is { SessionName: { } session, Scopes: { } scopes })
                SsoQuestions.Write(editor, session, newPortal.StartUrl, newPortal.Region, string.Join(',', scopes));
        }, cancellationToken);

    static void Conclude(TextWriter output, string profile, bool hasCredentials) => output.Write(!hasCredentials
        ? $"Successfully configured SSO for profile: {profile}\n"
        : profile.Equals("default", StringComparison.OrdinalIgnoreCase)
            ? "The AWS CLI is now configured to use the default profile.\nRun the following command to verify your configuration:\n\nawl sts get-caller-identity\n"
            : $"To use this profile, specify the profile name using --profile, as shown:\n\nawl sts get-caller-identity --profile {profile}\n");
}
