using System.Runtime.InteropServices;
using System.Text;

namespace Awl.Keyrings;

/// <summary>The login keychain of macOS: generic passwords of the service "awl" whose account is the item's name.</summary>
/// <remarks>Source: Apple's Keychain Services, SecKeychain.h. Written by the documentation: nobody has run it on a Mac yet.</remarks>
sealed partial class Keychain : IKeyring
{
    const string Security = "/System/Library/Frameworks/Security.framework/Security";
    const int NoSuchItem = -25300;   // errSecItemNotFound

    static ReadOnlySpan<byte> Service => "awl"u8;

    public string Name => "macOS Keychain";

    public string? Find(string item)
    {
        var (entry, secret) = FindEntry(item);
        if (entry != 0) _ = Release(entry);
        return secret;
    }

    public void Set(string item, string secret)
    {
        var (account, bytes) = (Encoding.UTF8.GetBytes(item), Encoding.UTF8.GetBytes(secret));
        var (entry, _) = FindEntry(item);
        if (entry == 0)
        {
            Check("written", Add(0, Service.Length, Service, account.Length, account, bytes.Length, bytes, 0));
            return;
        }
        var status = Modify(entry, 0, bytes.Length, bytes);
        _ = Release(entry);
        Check("written", status);
    }

    public void Delete(string item)
    {
        var (entry, _) = FindEntry(item);
        if (entry == 0) return;

        var status = DeleteEntry(entry);
        _ = Release(entry);
        Check("changed", status);
    }

    /// <summary>The entry, which the caller releases, and its secret; zero where there is none.</summary>
    static (nint Entry, string? Secret) FindEntry(string item)
    {
        var account = Encoding.UTF8.GetBytes(item);
        var status = FindPassword(0, Service.Length, Service, account.Length, account, out var length, out var data, out var entry);
        if (status == NoSuchItem) return default;

        Check("read", status);
        var secret = Marshal.PtrToStringUTF8(data, length);
        _ = FreeContent(0, data);
        return (entry, secret);
    }

    static void Check(string verb, int status)
    {
        if (status != 0) throw new KeyringException($"The Keychain cannot be {verb}: {Reason(status)}.");
    }

    static string Reason(int status) => status switch
    {
        -128 => "the question was cancelled",                    // userCanceledErr
        -25293 => "the password is wrong",                       // errSecAuthFailed
        -25308 => "it is locked and nobody can be asked here",   // errSecInteractionNotAllowed
        _ => $"error {status}",
    };

    [LibraryImport(Security, EntryPoint = "SecKeychainFindGenericPassword")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int FindPassword(
        nint keychain, int serviceLength, ReadOnlySpan<byte> service, int accountLength, ReadOnlySpan<byte> account, out int length, out nint data, out nint entry);

    [LibraryImport(Security, EntryPoint = "SecKeychainAddGenericPassword")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Add(
        nint keychain, int serviceLength, ReadOnlySpan<byte> service, int accountLength, ReadOnlySpan<byte> account, int length, ReadOnlySpan<byte> data, nint entry);

    [LibraryImport(Security, EntryPoint = "SecKeychainItemModifyAttributesAndData")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Modify(nint entry, nint attributes, int length, ReadOnlySpan<byte> data);

    [LibraryImport(Security, EntryPoint = "SecKeychainItemDelete")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int DeleteEntry(nint entry);

    [LibraryImport(Security, EntryPoint = "SecKeychainItemFreeContent")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int FreeContent(nint attributes, nint data);

    [LibraryImport("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation", EntryPoint = "CFRelease")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Release(nint instance);
}
