using Awl.Http;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>RDS, and DocumentDB and Neptune that share its API: copies and replicas of another region.</summary>
/// <remarks>Source: botocore handlers.py, inject_presigned_url_rds; the member SourceRegion comes from botocore's additions to the models.</remarks>
sealed class RdsCustomization : IServiceCustomization
{
    public ValueTask CompleteRequestAsync(Operation operation, HttpRequest request, Presigner presigner, CancellationToken cancellationToken)
        => operation.Input?.FindMember("PreSignedUrl"u8) is null ? default : CrossRegionUrl.AddForRdsAsync(request, presigner, cancellationToken);
}
