using System.Runtime.InteropServices;

namespace Awl.Keyrings;

/// <summary>Texts and structs for the length of one call to a library of the system; overwritten before they are given back.</summary>
sealed class NativeMemory : IDisposable
{
    readonly List<(nint Place, int Size)> _blocks = [];

    /// <summary>UTF-8 with a zero at its end.</summary>
    public nint Text(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var place = Zeros(bytes.Length + 1);
        Marshal.Copy(bytes, 0, place, bytes.Length);
        return place;
    }

    /// <summary>A block of zeros.</summary>
    public unsafe nint Zeros(int size)
    {
        var place = Marshal.AllocHGlobal(size);
        new Span<byte>((void*)place, size).Clear();
        _blocks.Add((place, size));
        return place;
    }

    public unsafe void Dispose()
    {
        foreach (var (place, size) in _blocks)
        {
            new Span<byte>((void*)place, size).Clear();
            Marshal.FreeHGlobal(place);
        }
        _blocks.Clear();
    }
}
