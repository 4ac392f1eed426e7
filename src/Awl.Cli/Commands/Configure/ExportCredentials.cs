using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure export-credentials</c>: prints the credentials that a call would be signed with.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/exportcreds.py. <c>--output</c> and <c>--query</c> do not count.</remarks>
sealed class ExportCredentials : ICommand
{
    public CommandSpec Spec { get; } = new("configure export-credentials", "Prints the credentials of a profile for other programs.")
    {
        Options = [new("format") { Choices = CredentialsFormat.Names, Summary = "Their form; process, the JSON that credential_process expects, unless said." }],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Settings.ProfileName;
        ProfileChain.Enter(context.Machine, name, isOwnSource: KeyStore.IsUsedBy(context.Settings.Files.FindProfile(name)));
        var credentials = await FindAsync(context, cancellationToken) ?? throw Unable("no credentials found");
        CredentialsFormat.Write(context.Options.Value("format") ?? CredentialsFormat.Process, credentials, context.Out);
        return 0;
    }

    /// <remarks>What stops the search ends with 253; what goes wrong later, when a source is used, ends as in any other command.</remarks>
    static async Task<AwsCredentials?> FindAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try { return await context.Session.Credentials.FindAsync(cancellationToken); }
        catch (CredentialsException e) when (!e.WhileRefreshing) { throw Unable(e.Message, e); }
        catch (ConfigurationException e) when (e.Fault == ConfigurationFault.ProfileNotFound) { throw Unable(e.Message, e); }
    }

    static CliConfigurationException Unable(string why, Exception? inner = null) => new($"Unable to retrieve credentials: {why}", inner);
}
