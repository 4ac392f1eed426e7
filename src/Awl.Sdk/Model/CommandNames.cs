using System.Text;

namespace Awl.Model;

/// <summary>The names of operations and members on the command line: <c>DescribeDBInstances</c> is <c>describe-db-instances</c>.</summary>
/// <remarks>Source: botocore, <c>xform_name</c>: words start at a capital after a small letter or digit, and at the last capital of a run.</remarks>
public static class CommandNames
{
    /// <summary>The name on the command line of a name in the model.</summary>
    public static string Of(string name)
    {
        if (name.Contains('-', StringComparison.Ordinal)) return name;
        if (Irregular(name) is { } irregular) return irregular;

        var dashed = SplitPluralAcronym(name);
        dashed = DashBeforeCapitalizedWords(dashed);
        return DashAfterSmallLetters(dashed).ToLowerInvariant();
    }

    /// <summary>A quick look whether a command name can come from a model name: equal but for dashes and case.</summary>
    internal static bool MayBe(ReadOnlySpan<char> commandName, ReadOnlySpan<byte> name)
    {
        var i = 0;
        foreach (var c in commandName)
        {
            if (c == '-') continue;
            if (i == name.Length || (name[i] | 0x20) != (c | 0x20)) return false;
            i++;
        }
        return i == name.Length;
    }

    /// <summary>Proper names that the rules would tear apart.</summary>
    static string? Irregular(string name)
    {
        foreach (var (proper, plain) in (ReadOnlySpan<(string, string)>)[("WhatsApp", "Whatsapp"), ("OTel", "Otel"), ("PartiQL", "Partiql"), ("iSCSI", "Iscsi"), ("ListHITs", "ListHits")])
        {
            if (!name.Contains(proper, StringComparison.Ordinal) || !IsIrregular(name)) continue;
            return Of(name.Replace(proper, plain, StringComparison.Ordinal));
        }
        return null;
    }

    /// <summary>botocore lists the irregular operations one by one; members with the same words stay regular.</summary>
    static bool IsIrregular(string name) => name is
        "CreateCachediSCSIVolume" or "DescribeCachediSCSIVolumes" or "DescribeStorediSCSIVolumes" or "CreateStorediSCSIVolume"
        or "ListHITsForQualificationType" or "ExecutePartiQLStatement" or "ExecutePartiQLTransaction" or "ExecutePartiQLBatch"
        or "GetOTelEnrichment" or "StartOTelEnrichment" or "StopOTelEnrichment"
        or "AssociateWhatsAppBusinessAccount" or "CreateWhatsAppMessageTemplate" or "CreateWhatsAppMessageTemplateFromLibrary"
        or "CreateWhatsAppMessageTemplateMedia" or "DeleteWhatsAppMessageMedia" or "DeleteWhatsAppMessageTemplate"
        or "DisassociateWhatsAppBusinessAccount" or "GetLinkedWhatsAppBusinessAccount" or "GetLinkedWhatsAppBusinessAccountPhoneNumber"
        or "GetWhatsAppMessageMedia" or "GetWhatsAppMessageTemplate" or "ListLinkedWhatsAppBusinessAccounts"
        or "CreateWhatsAppFlow" or "DeleteWhatsAppFlow" or "DeprecateWhatsAppFlow" or "GetWhatsAppFlow" or "GetWhatsAppFlowPreview"
        or "ListWhatsAppFlowAssets" or "ListWhatsAppFlows" or "PublishWhatsAppFlow" or "UpdateWhatsAppFlow" or "UpdateWhatsAppFlowAssets"
        or "ListWhatsAppMessageTemplates" or "ListWhatsAppTemplateLibrary" or "PostWhatsAppMessageMedia"
        or "PutWhatsAppBusinessAccountEventDestinations" or "SendWhatsAppMessage" or "UpdateWhatsAppMessageTemplate";

    /// <summary><c>GatewayARNs</c> becomes <c>Gateway-arns</c>: a final <c>s</c> belongs to the capitals before it.</summary>
    static string SplitPluralAcronym(string name)
    {
        if (name.Length < 3 || name[^1] != 's') return name;
        var start = name.Length - 1;
        while (start > 0 && char.IsAsciiLetterUpper(name[start - 1])) start--;
        return name.Length - 1 - start < 2 ? name : $"{name[..start]}-{name[start..].ToLowerInvariant()}";
    }

    /// <summary>A dash before each capital that small letters follow, unless it is the first character.</summary>
    static string DashBeforeCapitalizedWords(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            // One character of any kind, then a capitalized word: the pair that the rule's expression takes at once.
            if (i + 2 < name.Length && char.IsAsciiLetterUpper(name[i + 1]) && char.IsAsciiLetterLower(name[i + 2]))
            {
                result.Append(name[i++]).Append('-').Append(name[i++]);
                while (i < name.Length && char.IsAsciiLetterLower(name[i])) result.Append(name[i++]);
            }
            else
            {
                result.Append(name[i++]);
            }
        }
        return result.ToString();
    }

    /// <summary>A dash between a small letter or digit and the capital after it.</summary>
    static string DashAfterSmallLetters(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]) && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1])))
                result.Append('-');
            result.Append(name[i]);
        }
        return result.ToString();
    }
}
