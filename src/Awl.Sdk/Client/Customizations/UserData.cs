namespace Awl.Client.Customizations;

/// <summary>The start script of a machine: given as it is, sent as base64.</summary>
/// <remarks>Source: botocore handlers.py, base64_encode_user_data. Other operations, such as RequestSpotInstances, take base64 from the caller.</remarks>
static class UserData
{
    public static void Encode(InputChanges input)
    {
        if (input.FindBytes("UserData") is { } bytes) input["UserData"] = Convert.ToBase64String(bytes);
    }
}
