using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Sso;

/// <summary><c>sso login</c>: gets a token of IAM Identity Center, always a new one.</summary>
/// <remarks>Source: aws-cli v2, customizations/sso/login.py.</remarks>
sealed class Login : ICommand
{
    public CommandSpec Spec { get; } = new("sso login", "Logs in to IAM Identity Center: profiles with the same SSO session can then be used.")
    {
        Options =
        [
            .. SsoLogin.Options,
            new("sso-session") { Summary = "The SSO session to log in to, instead of the profile's." },
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var portal = SsoPortal.Get(context.Settings, context.Options.Value("sso-session"));
        await new SsoLogin(context.Session, context).LogInAsync(portal, cancellationToken);
        context.Out.WriteLine($"Successfully logged into Start URL: {ScreenText.Of(portal.StartUrl)}");
        return ExitCode.Success;
    }
}
