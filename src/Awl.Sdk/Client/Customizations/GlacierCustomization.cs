using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>Glacier: the caller's own account is the default, its API has a version, and archives go with their tree hash.</summary>
/// <remarks>Source: botocore handlers.py, inject_account_id, add_glacier_version, add_glacier_checksums.</remarks>
sealed class GlacierCustomization : IServiceCustomization
{
    const string HashHeader = "x-amz-content-sha256";
    const string TreeHashHeader = "x-amz-sha256-tree-hash";

    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (!input.Has("accountId")) input["accountId"] = "-";
    }

    public void PrepareRequest(Operation operation, HttpRequest request) => request.Headers["x-amz-glacier-version"] = operation.Service.ApiVersion;

    public async ValueTask CompleteRequestAsync(Operation operation, HttpRequest request, Presigner presigner, CancellationToken cancellationToken)
    {
        if (operation.StreamingInput is null || (request.Headers[HashHeader] is not null && request.Headers[TreeHashHeader] is not null)) return;
        if (!request.Body.CanRepeat) throw new UsageException("This body can be read only once, and the service wants its hash beforehand. Send it from a file instead.");

        var stream = request.Body.Open();
        await using var _ = stream.ConfigureAwait(false);
        var (hash, treeHash) = await TreeHash.ComputeAsync(stream, cancellationToken).ConfigureAwait(false);
        request.Headers[HashHeader] ??= hash;
        request.Headers[TreeHashHeader] ??= treeHash;
    }
}
