using System.Globalization;
using System.Text.Json;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The role of the EC2 instance.</summary>
/// <remarks>
/// Credentials that are about to end, or have ended, still serve while the service has no newer ones: their end is moved ahead by 17 to 25
/// minutes. Source: botocore utils.py, InstanceMetadataFetcher; its _evaluate_expiration is the moving.
/// </remarks>
sealed class ImdsProvider(CredentialsContext context) : IEagerProvider
{
    const string RolePath = "latest/meta-data/iam/security-credentials/";
    string? _problem;

    Imds Imds => field ??= new(context);

    public string Name => "iam-role";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (Imds.IsDisabled)
        {
            context.Trail?.NoteVariable("AWS_EC2_METADATA_DISABLED", "true");
            return null;
        }
        if (await Imds.FindAsync(RolePath, role => role, cancellationToken).ConfigureAwait(false) is not { } role) return null;

        var credentials = await Imds.FindAsync(RolePath + role, Read, cancellationToken).ConfigureAwait(false);
        if (credentials is null && _problem is not null)
        {
            throw new CredentialsException(CredentialsFault.NoneConfigured,
                $"Unable to locate credentials. The role {role} of this instance cannot be used: {_problem}.");
        }
        return credentials is null ? null : Prolonged(credentials);
    }

    AwsCredentials? Read(string body)
    {
        if (Parse(body) is not { } reply) return null;
        if (reply.FindText("AccessKeyId") is { } id && reply.FindText("SecretAccessKey") is { } secret && reply.FindText("Token") is { } token
            && reply.FindTime("Expiration") is { } end)
        {
            return new(id, secret, token, end, reply.FindText("AccountId"));
        }
        _problem = $"{reply.FindText("Code") ?? "a part of the credentials is missing"} {reply.FindText("Message")}".TrimEnd(' ', '.');
        context.Trail?.Note($"the instance's role cannot be used: {_problem}");
        if (context.Log.IsOn) context.Log.Write("imds", $"The instance's role cannot be used: {_problem}");
        return null;
    }

    static JsonElement? Parse(string body)
    {
        try { return JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } reply ? reply : null; }
        catch (JsonException) { return null; }
    }

    AwsCredentials Prolonged(AwsCredentials credentials)
    {
        var margin = CachedProvider.AdvisoryWindow + TimeSpan.FromSeconds(RandomSeconds(120, 600));
        if (context.Now < credentials.Expiration - margin) return credentials;

        if (context.Log.IsOn) context.Log.Write("imds", $"The credentials end at {credentials.Expiration:O} and serve {margin.TotalMinutes.ToString("F0", CultureInfo.InvariantCulture)} more minutes");
        return credentials with { Expiration = context.Now + margin };
    }

    int RandomSeconds(int least, int most)
    {
        Span<byte> bytes = stackalloc byte[4];
        context.Machine.FillRandom(bytes);
        return least + (int)(BitConverter.ToUInt32(bytes) % (uint)(most - least + 1));
    }
}
