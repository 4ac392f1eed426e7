namespace Awl.Credentials;

/// <summary>A device that proves who its user is.</summary>
static class MfaDevice
{
    /// <summary>Whether the device is a security key, of which there is no code to type.</summary>
    public static bool IsFido(string serial) => serial.Contains(":u2f/", StringComparison.Ordinal);

    /// <exception cref="CredentialsException">The device is a security key.</exception>
    public static void RefuseFido(string serial)
    {
        if (!IsFido(serial)) return;
        throw new CredentialsException(CredentialsFault.MfaUnavailable,
            $"The MFA device {serial} is a FIDO security key. STS takes only the six digits of a TOTP device (arn:aws:iam::…:mfa/…). Add an authenticator app to the user in IAM and name it in mfa_serial, or sign in with awl login or awl sso login, where the browser asks for the key.");
    }

    /// <summary>The code that a program prints: what <c>mfa_process</c> names.</summary>
    /// <exception cref="CredentialsException">It failed.</exception>
    public static async Task<string> CodeFromProgramAsync(CredentialsContext context, string profileName, string command, CancellationToken cancellationToken)
    {
        var output = await ProfileCommand.RunAsync(context.Machine, command, cancellationToken).ConfigureAwait(false);
        return output.ExitCode == 0 ? output.StandardOutput.Trim()
            : throw new CredentialsException(CredentialsFault.MfaUnavailable,
                $"mfa_process of the profile \"{profileName}\" ended with exit code {output.ExitCode}. {output.StandardError.Trim()}")
            { WhileRefreshing = true };
    }
}
