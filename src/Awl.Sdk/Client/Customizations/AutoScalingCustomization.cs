using Awl.Model;

namespace Awl.Client.Customizations;

/// <summary>Auto Scaling: the user data of a launch configuration is base64 on the wire alone.</summary>
/// <remarks>Source: botocore handlers.py, base64_encode_user_data.</remarks>
sealed class AutoScalingCustomization : IServiceCustomization
{
    public void PrepareInput(Operation operation, InputChanges input)
    {
        if (operation.NameUtf8.SequenceEqual("CreateLaunchConfiguration"u8)) UserData.Encode(input);
    }
}
