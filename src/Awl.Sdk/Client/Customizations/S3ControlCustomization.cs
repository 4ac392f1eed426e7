using Awl.Endpoints;
using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>S3 Control: the ARN of a bucket or an access point on an outpost tells its account.</summary>
/// <remarks>Source: botocore utils.py, S3ControlArnParamHandlerv2. Which ARNs may stand there, <see cref="S3Arns"/> says.</remarks>
sealed class S3ControlCustomization : IServiceCustomization
{
    public void PrepareInput(Operation operation, InputChanges input)
    {
        // These take no ARN there, or find their endpoint by an outpost given by itself.
        var name = operation.NameUtf8;
        if (name.SequenceEqual("CreateBucket"u8) || name.SequenceEqual("ListRegionalBuckets"u8) || input.Has("AccountId")) return;

        if (!name.SequenceEqual("CreateAccessPoint"u8)) TakeAccount(input, "Name");
        TakeAccount(input, "Bucket");
    }

    static void TakeAccount(InputChanges input, string member)
    {
        if (input.FindText(member) is { } text && Arn.TryParse(text, out var arn) && arn.Service == "s3-outposts") input["AccountId"] = arn.AccountId;
    }
}
