using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Mfa;

/// <summary>Asks for the code of an MFA device, unseen.</summary>
/// <remarks>Source: botocore, AssumeRoleCredentialFetcher, for the words; without a terminal it reads a line of standard input, as getpass does.</remarks>
sealed class MfaQuestion(Terminal terminal)
{
    /// <summary>Profiles side by side ask one after the other.</summary>
    readonly SemaphoreSlim _turn = new(1, 1);

    /// <returns>The code; null where there is neither a terminal nor a line on standard input. The error then says what else can be done.</returns>
    public async Task<string?> AskAsync(string serial, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try { return await terminal.PromptHiddenAsync($"Enter MFA code for {ScreenText.Of(serial)}: ", cancellationToken); }
        catch (InputEndedException) { return null; }
        finally { _turn.Release(); }
    }
}
