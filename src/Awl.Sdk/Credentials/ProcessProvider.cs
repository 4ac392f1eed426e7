using System.Text.Json;
using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Credentials that a program prints as JSON.</summary>
/// <remarks>Source: botocore credentials.py, ProcessProvider. No shell and no time-out; unknown fields are ignored, null counts as absent.</remarks>
sealed class ProcessProvider(CredentialsContext context, string profileName, Profile? profile) : IEagerProvider
{
    public string Name => "custom-process";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (profile?.Find("credential_process") is not { } command)
        {
            context.Trail?.NoteKey(profileName, profile, "credential_process");
            return null;
        }
        // The arguments may hold a secret: only the program is told.
        context.Trail?.NoteKey(profile.SectionOf("credential_process")!, "credential_process", $"{ShellWords.Split(command)?.FirstOrDefault()} …");
        return Credentials(await RunAsync(command, cancellationToken).ConfigureAwait(false));
    }

    async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        try
        {
            var output = await ProfileCommand.RunAsync(context.Machine, command, cancellationToken).ConfigureAwait(false);
            return output.ExitCode == 0 ? output.StandardOutput : throw Failed(Words(output));
        }
        catch (LocalFileException e) { throw Failed(e.Message, e); }
    }

    static string Words(ProcessOutput output) => output.StandardError.Trim() is { Length: > 0 } said ? said : $"the program ended with exit code {output.ExitCode} and no message";

    AwsCredentials Credentials(string output)
    {
        if (Parse(output) is not { ValueKind: JsonValueKind.Object } reply) throw Failed("what the program printed is not a JSON object");
        if (reply.FindNumber("Version") is not 1) throw Failed($"Unsupported version '{Version(reply)}' for credential process provider, supported versions: 1");

        return new(Required(reply, "AccessKeyId"), Required(reply, "SecretAccessKey"), reply.FindText("SessionToken"), Expiration(reply),
            reply.FindText("AccountId") ?? profile?.Find("aws_account_id"));
    }

    static JsonElement? Parse(string output)
    {
        try { return JsonElement.Parse(output); }
        catch (JsonException) { return null; }
    }

    static string Version(JsonElement reply) => reply.TryGetProperty("Version", out var version) ? version.ToString() : "<Version key not provided>";

    string Required(JsonElement reply, string name) => reply.FindText(name) ?? throw Failed($"Missing required key in response: '{name}'");

    DateTimeOffset? Expiration(JsonElement reply)
    {
        if (reply.FindText("Expiration") is not { } text) return null;
        return CredentialsTime.Find(text) ?? throw Failed($"Expiration is not a time: {text}");
    }

    CredentialsException Failed(string why, Exception? inner = null)
        => new(CredentialsFault.ProcessFailed, $"Error when retrieving credentials from custom-process: {why} (credential_process of profile \"{profileName}\")", inner);
}
