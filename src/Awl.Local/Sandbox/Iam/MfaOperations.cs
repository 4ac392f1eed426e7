using System.Text;
using System.Text.Json.Nodes;
using QRCoder;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Virtual MFA devices: their seed as text or QR code, and the two codes that enable them.</summary>
static class MfaOperations
{
    const int PixelsPerModule = 4;

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateVirtualMFADevice", Create),
        new("EnableMFADevice", Enable),
        new("ResyncMFADevice", Resync),
        new("DeactivateMFADevice", Deactivate),
        new("DeleteVirtualMFADevice", Delete),
        new("ListMFADevices", List),
        new("ListVirtualMFADevices", ListVirtual),
    ];

    /// <summary>Whether a code is one that the device shows now.</summary>
    public static bool IsCodeValid(IamState state, string? serialNumber, string userName, string? code, DateTimeOffset now)
        => serialNumber is not null && code is not null && state.MfaDevices.GetValueOrDefault(serialNumber) is { } device
            && device.UserName == userName && Totp.IsValid(device.Seed, code, now);

    static JsonObject Create(IamState state, OperationCall call)
    {
        var name = IamNames.GetNew(call, "VirtualMFADeviceName");
        var device = new IamMfaDevice { SerialNumber = state.Arn("mfa", IamNames.GetPath(call), name), Seed = NewIds.MfaSeed(), Tags = [.. TagOperations.Of(call)] };
        if (!state.MfaDevices.TryAdd(device.SerialNumber, device)) throw IamErrors.Exists("MFADevice", name);

        return new()
        {
            ["VirtualMFADevice"] = new JsonObject
            {
                ["SerialNumber"] = device.SerialNumber,
                ["Base32StringSeed"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(device.Seed)),
                ["QRCodePNG"] = Convert.ToBase64String(QrCodeOf(device.Seed, name, state.AccountId)),
            },
        };
    }

    static byte[] QrCodeOf(string seed, string name, string accountId)
        => PngByteQRCodeHelper.GetQRCode($"otpauth://totp/Awl%20sandbox:{Uri.EscapeDataString(name)}@{accountId}?secret={seed}&issuer=Awl%20sandbox", QRCodeGenerator.ECCLevel.M, PixelsPerModule);

    static JsonObject Enable(IamState state, OperationCall call)
    {
        var user = UserOperations.Get(state, call.Get("UserName"));
        var device = Get(state, call.Get("SerialNumber"));
        if (device.UserName is not null) throw new SandboxException("EntityAlreadyExists", "MFA device already in use.", 409);

        CheckCodes(device, call);
        (device.UserName, device.EnableDate) = (user.UserName, call.Now);
        return [];
    }

    /// <summary>Two codes one after the other prove that device and server have the same seed and the same time.</summary>
    static void CheckCodes(IamMfaDevice device, OperationCall call)
    {
        var (first, second) = (call.Get("AuthenticationCode1"), call.Get("AuthenticationCode2"));
        for (var step = -2; step <= 1; step++)
        {
            var time = call.Now.AddSeconds(30 * step);
            if (Totp.CodeAt(device.Seed, time) == first && Totp.CodeAt(device.Seed, time.AddSeconds(30)) == second) return;
        }
        throw new SandboxException("InvalidAuthenticationCode", "Authentication code for device is not valid.", 403);
    }

    static JsonObject Resync(IamState state, OperationCall call)
    {
        CheckCodes(GetOf(state, call), call);
        return [];
    }

    static JsonObject Deactivate(IamState state, OperationCall call)
    {
        var device = GetOf(state, call);
        (device.UserName, device.EnableDate) = (null, null);
        return [];
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var device = Get(state, call.Get("SerialNumber"));
        if (device.UserName is not null) throw new SandboxException("DeleteConflict", "Cannot delete the MFA device: it is active. Deactivate it first.", 409);
        state.MfaDevices.Remove(device.SerialNumber);
        return [];
    }

    static JsonObject List(IamState state, OperationCall call)
    {
        var user = UserOperations.Get(state, IamService.UserNameOf(call));
        return IamReply.Page(call, "MFADevices", state.MfaDevices.Values.Where(device => device.UserName == user.UserName), IamReply.Of);
    }

    static JsonObject ListVirtual(IamState state, OperationCall call)
    {
        var status = call.Find("AssignmentStatus");
        var devices = state.MfaDevices.Values.Where(device => status switch { "Assigned" => device.UserName is not null, "Unassigned" => device.UserName is null, _ => true });
        return IamReply.Page(call, "VirtualMFADevices", devices, device => ToVirtual(state, device));
    }

    static JsonObject ToVirtual(IamState state, IamMfaDevice device)
    {
        var json = new JsonObject { ["SerialNumber"] = device.SerialNumber };
        if (device.UserName is { } user) (json["User"], json["EnableDate"]) = (IamReply.Of(state.Users[user]), device.EnableDate);
        return json;
    }

    static IamMfaDevice GetOf(IamState state, OperationCall call)
    {
        var device = Get(state, call.Get("SerialNumber"));
        return device.UserName == call.Get("UserName") ? device : throw NoSuchDevice(device.SerialNumber);
    }

    /// <summary>The device of that serial number.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static IamMfaDevice Get(IamState state, string serialNumber) => state.MfaDevices.GetValueOrDefault(serialNumber) ?? throw NoSuchDevice(serialNumber);

    static SandboxException NoSuchDevice(string serialNumber) => new("NoSuchEntity", $"MFA Device with serial number {serialNumber} does not exist.", 404);
}
