using System.Text.Json;
using Awl.Credentials;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure.Rotation;

/// <summary>The access keys of the user that signs: IAM's calls without a user's name.</summary>
sealed class UserKeys(Session session, TimeProvider clock)
{
    /// <summary>A new key is known after seconds, in one place earlier than in another: so many answers in a row are asked for.</summary>
    const int AnswersInARow = 3;

    static TimeSpan Pause => TimeSpan.FromSeconds(1);
    static TimeSpan Patience => TimeSpan.FromMinutes(2);

    public async Task<List<string>> ListAsync(AwsCredentials keys, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(keys, "iam", "ListAccessKeys", "{}", cancellationToken);
        var ids = new List<string>();
        foreach (var key in reply.GetProperty("AccessKeyMetadata").EnumerateArray()) ids.Add(key.GetProperty("AccessKeyId").GetString()!);
        return ids;
    }

    public async Task<AwsCredentials> CreateAsync(AwsCredentials keys, CancellationToken cancellationToken)
    {
        var key = (await CallAsync(keys, "iam", "CreateAccessKey", "{}", cancellationToken)).GetProperty("AccessKey");
        return new(key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("SecretAccessKey").GetString()!);
    }

    public Task DeactivateAsync(AwsCredentials keys, string id, CancellationToken cancellationToken)
        => CallAsync(keys, "iam", "UpdateAccessKey", $$"""{"AccessKeyId":{{Quoted(id)}},"Status":"Inactive"}""", cancellationToken);

    public Task DeleteAsync(AwsCredentials keys, string id, CancellationToken cancellationToken)
        => CallAsync(keys, "iam", "DeleteAccessKey", $$"""{"AccessKeyId":{{Quoted(id)}}}""", cancellationToken);

    /// <summary>Waits until AWS accepts the keys; false where it did not in time.</summary>
    public async Task<bool> WaitUntilKnownAsync(AwsCredentials keys, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + Patience;
        for (var inARow = 0; inARow < AnswersInARow; await Task.Delay(Pause, clock, cancellationToken))
        {
            inARow = await IsKnownAsync(keys, cancellationToken) ? inARow + 1 : 0;
            if (inARow == 0 && clock.GetUtcNow() > end) return false;
        }
        return true;
    }

    /// <summary>Both services are asked: they learn of a key apart. What else IAM refuses would be refused to the old key too.</summary>
    async Task<bool> IsKnownAsync(AwsCredentials keys, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(keys, "sts", "GetCallerIdentity", "{}", cancellationToken);
            await ListAsync(keys, cancellationToken);
            return true;
        }
        catch (ServiceException) { return false; }
    }

    Task<JsonElement> CallAsync(AwsCredentials keys, string service, string operation, string input, CancellationToken cancellationToken)
        => session.CallAsync(new CredentialsCall(service, operation, System.Text.Encoding.UTF8.GetBytes(input)) { Credentials = keys, TakesEndpointOption = true }, cancellationToken);

    static string Quoted(string id) => $"\"{JsonEncodedText.Encode(id)}\"";
}
