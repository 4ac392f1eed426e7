using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.SignIn;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Credentials;

namespace Awl.Cli.Commands.Login;

/// <summary><c>login</c>: gets credentials of the session that one has in AWS's console, and renews them as long as that lasts.</summary>
/// <remarks>Source: aws-cli v2, customizations/login/login.py.</remarks>
sealed class Login : ICommand
{
    const string DefaultRegion = "us-east-1";

    const string RegionHelp =
        "No AWS region has been configured. The AWS region is the geographic location of your AWS resources.\n\n"
        + "If you have used AWS before and already have resources in your account, specify which region they were created in. "
        + "If you have not created resources in your account before, you can pick the region closest to you: "
        + "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html.\n\n"
        + "You are able to change the region in the CLI at any time with the command \"awl configure set region NEW_REGION\".\n";

    public CommandSpec Spec { get; } = new("login", "Logs in with the AWS console: the profile's credentials come from the session there.")
    {
        Options = [new("remote", ValueKind.Boolean) { Summary = "Log in with a browser on another machine, and copy a text from there." }],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Settings.ProfileName;
        var profile = context.Settings.Files.FindProfile(name);
        RefuseOtherCredentials(name, profile);
        var (region, isAsked) = await RegionAsync(context, cancellationToken);

        using var session = context.Session.WithSettings(context.Globals.ToSettings() with { ProfileMayBeNew = true, Region = region });
        var login = await LogInAsync(session, context, cancellationToken);
        if (!await MayReplaceAsync(context.Terminal, name, profile?.Find("login_session"), login.Arn, cancellationToken)) return ExitCode.Success;

        await JsonCache.OfLogins(context.Machine, session.Log).SaveAsync(login.CacheName, login.Write, cancellationToken);
        await UpdateProfileAsync(context.Settings.Files, name, login.Arn, isAsked ? region : null, cancellationToken);
        Conclude(context.Out, ScreenText.Of(name), ScreenText.Of(login.Arn));
        return ExitCode.Success;
    }

    /// <summary>Other credentials of a profile would win over the login.</summary>
    static void RefuseOtherCredentials(string name, Profile? profile)
    {
        if (KindOf(profile) is not { } kind) return;
        throw new CliConfigurationException(
            $"Profile '{name}' is already configured with {kind} credentials.\n\n"
            + "You may run 'awl login --profile new-profile-name' to create a new profile with the specified name. "
            + $"Otherwise you must first manually remove the existing credentials from '{name}'.");
    }

    static string? KindOf(Profile? profile)
    {
        foreach (var (key, kind) in (ReadOnlySpan<(string, string)>)
        [
            ("web_identity_token_file", "Web Identity"), ("sso_role_name", "SSO"), ("sso_account_id", "SSO"), ("aws_access_key_id", "Access Key"),
            ("role_arn", "Assume Role"), ("credential_process", "Credential Process"),
        ])
        {
            if (profile?.Find(key) is not null) return kind;
        }
        return null;
    }

    static async Task<(string Region, bool IsAsked)> RegionAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var lenient = context.Session.WithSettings(context.Globals.ToSettings() with { ProfileMayBeNew = true });
        if (lenient.Settings.Region is { Length: > 0 } configured) return (configured, false);

        context.Out.Write(RegionHelp);
        var answer = (await context.Terminal.PromptAsync($"AWS Region [{DefaultRegion}]: ", cancellationToken)).Trim();
        return (answer.Length > 0 ? answer : DefaultRegion, true);
    }

    static Task<ConsoleSession> LogInAsync(Session session, CommandContext context, CancellationToken cancellationToken)
    {
        var api = new SignInApi(session, context.Machine);
        return context.Options.IsOn("remote")
            ? new RemoteFlow(api, new(context.Terminal, null), context.Terminal, context.Machine).RunAsync(cancellationToken)
            : new SameDeviceFlow(api, new(context.Terminal, new(context.Machine)), context.Machine).RunAsync(cancellationToken);
    }

    static async Task<bool> MayReplaceAsync(Terminal terminal, string name, string? old, string arn, CancellationToken cancellationToken)
    {
        if (old is null || old == arn) return true;

        var question = $"\nProfile {ScreenText.Of(name)} is already configured to use session {ScreenText.Of(old)}. "
            + $"Do you want to overwrite it to use {ScreenText.Of(arn)} instead? (y/n): ";
        while (true)
        {
            var answer = (await terminal.PromptAsync(question, cancellationToken)).Trim().ToLowerInvariant();
            if (answer is "y" or "yes") return true;
            if (answer is "n" or "no") return false;
        }
    }

    static Task UpdateProfileAsync(ProfileFiles files, string name, string arn, string? region, CancellationToken cancellationToken)
        => files.EditAsync(files.ConfigPath, editor =>
        {
            editor.Set(SectionName.Profile(name), "login_session", arn);
            if (region is not null) editor.Set(SectionName.Profile(name), "region", region);
        }, cancellationToken);

    static void Conclude(TextWriter output, string name, string arn)
    {
        output.Write($"\nUpdated profile {name} to use {arn} credentials.\n");
        if (name != "default")
            output.Write($"Use \"--profile {name}\" to use the new credentials, such as \"awl sts get-caller-identity --profile {name}\"\n");
    }
}
