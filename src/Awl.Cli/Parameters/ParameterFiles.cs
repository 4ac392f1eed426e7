using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;

namespace Awl.Cli.Parameters;

/// <summary>Values that stand in files: <c>file://</c> for text, <c>fileb://</c> for bytes.</summary>
/// <remarks>Source: aws-cli v2, paramfile.py and compat.py, <c>compat_open</c>. URLs are texts like any other, unlike in version 1.</remarks>
sealed class ParameterFiles(Machine machine)
{
    const string TextPrefix = "file://";
    const string BytesPrefix = "fileb://";

    /// <summary>What the file holds that the value names; null when the value names none.</summary>
    /// <exception cref="LocalFileException">The file cannot be read.</exception>
    public InputValue? Find(string value)
    {
        if (value.StartsWith(TextPrefix, StringComparison.Ordinal)) return new InputValue.Text(ReadText(value));
        if (value.StartsWith(BytesPrefix, StringComparison.Ordinal)) return new InputValue.Bytes(Read(value, machine.ExpandPath(value[BytesPrefix.Length..])));
        return null;
    }

    /// <summary>The same for the whole value of an option, whose name the error then says.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public InputValue? Find(OptionSpec option, string value)
    {
        try { return Find(value); }
        catch (LocalFileException e) { throw OptionReader.Error(option, e.Message); }
    }

    string ReadText(string value)
    {
        var path = machine.ExpandPath(value[TextPrefix.Length..]);
        var bytes = Read(value, path);
        try { return WithPlainLines(Decode(bytes, machine.Variable("AWS_CLI_FILE_ENCODING") ?? "utf-8")); }
        catch (DecoderFallbackException)
        {
            throw new LocalFileException($"Unable to load paramfile ({path}), text contents could not be decoded.  "
                + "If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.");
        }
    }

    byte[] Read(string value, string path)
    {
        byte[]? bytes;
        try { bytes = machine.ReadFile(path); }
        catch (LocalFileException e) { throw Unreadable(value, path, e.InnerException is UnauthorizedAccessException ? "[Errno 13] Permission denied" : "[Errno 5] Input/output error", e); }
        return bytes ?? throw Unreadable(value, path, MissingReason(path), null);
    }

    string MissingReason(string path) => machine.ListFolder(path).Count > 0 ? "[Errno 21] Is a directory" : "[Errno 2] No such file or directory";

    static LocalFileException Unreadable(string value, string path, string reason, Exception? inner)
        => new($"Unable to load paramfile {value}: {reason}: {PythonText.Quote(path)}", inner);

    /// <summary>Python reads text with one kind of line end.</summary>
    static string WithPlainLines(string text) => text.Contains('\r', StringComparison.Ordinal)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;

    /// <exception cref="DecoderFallbackException">The bytes are no text in that encoding.</exception>
    static string Decode(ReadOnlySpan<byte> bytes, string encoding) => encoding.ToLowerInvariant().Replace('_', '-') switch
    {
        "utf-8" or "utf8" or "utf" or "u8" => Utf8.GetString(bytes),
        "utf-8-sig" => Utf8.GetString(bytes.StartsWith(Utf8Mark) ? bytes[Utf8Mark.Length..] : bytes),
        "utf-16" or "utf16" or "u16" => DecodeMarkedUtf16(bytes),
        "utf-16-le" or "utf-16le" => Utf16(bigEndian: false).GetString(bytes),
        "utf-16-be" or "utf-16be" => Utf16(bigEndian: true).GetString(bytes),
        "latin-1" or "latin1" or "l1" or "iso-8859-1" or "iso8859-1" or "8859" or "cp819" => Encoding.Latin1.GetString(bytes),
        "ascii" or "us-ascii" or "646" => Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes),
        _ => throw new CommandFailedException($"unknown encoding: {encoding}"),
    };

    static string DecodeMarkedUtf16(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFE, 0xFF, ..] => Utf16(bigEndian: true).GetString(bytes[2..]),
        [0xFF, 0xFE, ..] => Utf16(bigEndian: false).GetString(bytes[2..]),
        _ => Utf16(bigEndian: false).GetString(bytes),
    };

    static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Strict, and a mark at the start is a character like any other: so Python has it.</summary>
    static UTF8Encoding Utf8 => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
}
