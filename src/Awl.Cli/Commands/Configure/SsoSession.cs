using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure sso-session</c>: asks for a portal of IAM Identity Center and gives it a name for profiles to use.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/sso.py.</remarks>
sealed class SsoSession : ICommand
{
    public CommandSpec Spec { get; } = new("configure sso-session", "Asks for the settings of an SSO session, which profiles can then share.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (questions, files) = (new SsoQuestions(context.Terminal), context.Settings.Files);
        var named = files.FindProfile(context.Settings.ProfileName)?.Find("sso_session");
        var name = await questions.AskAsync(
            named is null ? "SSO session name" : SsoQuestions.WithCurrent("SSO session name", named), named, SsoQuestions.Required, cancellationToken);

        var section = files.FindSsoSession(name);
        var startUrl = await questions.StartUrlAsync(section?.Find("sso_start_url"), cancellationToken);
        var region = await questions.RegionAsync(section?.Find("sso_region"), cancellationToken);
        var scopes = await questions.ScopesAsync(section?.Find("sso_registration_scopes"), cancellationToken);
        await files.EditAsync(files.ConfigPath, editor => SsoQuestions.Write(editor, name, startUrl, region, scopes), cancellationToken);

        var shown = ScreenText.Of(name);
        context.Out.Write($"\nCompleted configuring SSO session: {shown}\nRun the following to login and refresh access token for this session:\n\nawl sso login --sso-session {shown}\n");
        return ExitCode.Success;
    }
}
