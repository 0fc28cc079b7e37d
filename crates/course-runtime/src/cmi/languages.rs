//! Which languages there are: the codes of ISO 639-1 and ISO 639-2, as SCORM
//! 2004's `language_type` asks for them.

use serde::{Serialize, Serializer};

use super::Pattern;

/// The syntax of a language tag, and whether its language must be a known one.
#[derive(Debug, Serialize)]
pub struct LanguageTag {
    pub pattern: &'static Pattern,
    /// Whether the first part must be among the [`Languages`].
    pub registered: bool,
}

/// The codes that a tag may begin with.
#[derive(Debug, Serialize)]
pub struct Languages {
    /// In order, in small letters; exported as one text.
    #[serde(serialize_with = "joined")]
    pub codes: &'static [&'static str],
    /// The first and the last of the codes that anybody may use for a language
    /// of his own.
    pub local_use: (&'static str, &'static str),
}

impl LanguageTag {
    pub(super) fn accepts(&self, tag: &str) -> bool {
        self.pattern.matches(tag) && (!self.registered || LANGUAGES.has(tag))
    }
}

impl Languages {
    /// Whether the language of a tag that the pattern accepts is a known one.
    /// `i` and `x` are not looked up: what follows them is registered elsewhere,
    /// or private.
    fn has(&self, tag: &str) -> bool {
        let language = tag.split('-').next().unwrap_or_default();
        let mut small = [0; 3];
        let Some(letters) = small.get_mut(..language.len()) else {
            return false;
        };
        letters.copy_from_slice(language.as_bytes());
        letters.make_ascii_lowercase();
        let code: &[u8] = letters;
        let (first, last) = self.local_use;
        code.len() == 1
            || (code.len() == 3 && first.as_bytes() <= code && code <= last.as_bytes())
            || self
                .codes
                .binary_search_by(|it| it.as_bytes().cmp(code))
                .is_ok()
    }
}

fn joined<S: Serializer>(codes: &&[&str], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&codes.join(" "))
}

/// Both sets of three-letter codes, the bibliographic and the terminological
/// one, and the codes withdrawn since SCORM 2004 was written that it names or
/// that stand in the region's content (`mo`, `mol`, `scc`, `scr`, `sh`).
pub(super) static LANGUAGES: Languages = Languages {
    codes: CODES,
    local_use: ("qaa", "qtz"),
};

#[rustfmt::skip]
static CODES: &[&str] = &[
    "aa", "aar", "ab", "abk", "ace", "ach", "ada", "ady", "ae", "af", "afa", "afh", "afr", "ain",
    "ak", "aka", "akk", "alb", "ale", "alg", "alt", "am", "amh", "an", "ang", "anp", "apa", "ar",
    "ara", "arc", "arg", "arm", "arn", "arp", "art", "arw", "as", "asm", "ast", "ath", "aus", "av",
    "ava", "ave", "awa", "ay", "aym", "az", "aze", "ba", "bad", "bai", "bak", "bal", "bam", "ban",
    "baq", "bas", "bat", "be", "bej", "bel", "bem", "ben", "ber", "bg", "bh", "bho", "bi", "bih",
    "bik", "bin", "bis", "bla", "bm", "bn", "bnt", "bo", "bod", "bos", "br", "bra", "bre", "bs",
    "btk", "bua", "bug", "bul", "bur", "byn", "ca", "cad", "cai", "car", "cat", "cau", "ce", "ceb",
    "cel", "ces", "ch", "cha", "chb", "che", "chg", "chi", "chk", "chm", "chn", "cho", "chp", "chr",
    "chu", "chv", "chy", "cmc", "cnr", "co", "cop", "cor", "cos", "cpe", "cpf", "cpp", "cr", "cre",
    "crh", "crp", "cs", "csb", "cu", "cus", "cv", "cy", "cym", "cze", "da", "dak", "dan", "dar",
    "day", "de", "del", "den", "deu", "dgr", "din", "div", "doi", "dra", "dsb", "dua", "dum", "dut",
    "dv", "dyu", "dz", "dzo", "ee", "efi", "egy", "eka", "el", "ell", "elx", "en", "eng", "enm",
    "eo", "epo", "es", "est", "et", "eu", "eus", "ewe", "ewo", "fa", "fan", "fao", "fas", "fat",
    "ff", "fi", "fij", "fil", "fin", "fiu", "fj", "fo", "fon", "fr", "fra", "fre", "frm", "fro",
    "frr", "frs", "fry", "ful", "fur", "fy", "ga", "gaa", "gay", "gba", "gd", "gem", "geo", "ger",
    "gez", "gil", "gl", "gla", "gle", "glg", "glv", "gmh", "gn", "goh", "gon", "gor", "got", "grb",
    "grc", "gre", "grn", "gsw", "gu", "guj", "gv", "gwi", "ha", "hai", "hat", "hau", "haw", "he",
    "heb", "her", "hi", "hil", "him", "hin", "hit", "hmn", "hmo", "ho", "hr", "hrv", "hsb", "ht",
    "hu", "hun", "hup", "hy", "hye", "hz", "ia", "iba", "ibo", "ice", "id", "ido", "ie", "ig", "ii",
    "iii", "ijo", "ik", "iku", "ile", "ilo", "ina", "inc", "ind", "ine", "inh", "io", "ipk", "ira",
    "iro", "is", "isl", "it", "ita", "iu", "ja", "jav", "jbo", "jpn", "jpr", "jrb", "jv", "ka",
    "kaa", "kab", "kac", "kal", "kam", "kan", "kar", "kas", "kat", "kau", "kaw", "kaz", "kbd", "kg",
    "kha", "khi", "khm", "kho", "ki", "kik", "kin", "kir", "kj", "kk", "kl", "km", "kmb", "kn",
    "ko", "kok", "kom", "kon", "kor", "kos", "kpe", "kr", "krc", "krl", "kro", "kru", "ks", "ku",
    "kua", "kum", "kur", "kut", "kv", "kw", "ky", "la", "lad", "lah", "lam", "lao", "lat", "lav",
    "lb", "lez", "lg", "li", "lim", "lin", "lit", "ln", "lo", "lol", "loz", "lt", "ltz", "lu",
    "lua", "lub", "lug", "lui", "lun", "luo", "lus", "lv", "mac", "mad", "mag", "mah", "mai", "mak",
    "mal", "man", "mao", "map", "mar", "mas", "may", "mdf", "mdr", "men", "mg", "mga", "mh", "mi",
    "mic", "min", "mis", "mk", "mkd", "mkh", "ml", "mlg", "mlt", "mn", "mnc", "mni", "mno", "mo",
    "moh", "mol", "mon", "mos", "mr", "mri", "ms", "msa", "mt", "mul", "mun", "mus", "mwl", "mwr",
    "my", "mya", "myn", "myv", "na", "nah", "nai", "nap", "nau", "nav", "nb", "nbl", "nd", "nde",
    "ndo", "nds", "ne", "nep", "new", "ng", "nia", "nic", "niu", "nl", "nld", "nn", "nno", "no",
    "nob", "nog", "non", "nor", "nqo", "nr", "nso", "nub", "nv", "nwc", "ny", "nya", "nym", "nyn",
    "nyo", "nzi", "oc", "oci", "oj", "oji", "om", "or", "ori", "orm", "os", "osa", "oss", "ota",
    "oto", "pa", "paa", "pag", "pal", "pam", "pan", "pap", "pau", "peo", "per", "phi", "phn", "pi",
    "pl", "pli", "pol", "pon", "por", "pra", "pro", "ps", "pt", "pus", "qu", "que", "raj", "rap",
    "rar", "rm", "rn", "ro", "roa", "roh", "rom", "ron", "ru", "rum", "run", "rup", "rus", "rw",
    "sa", "sad", "sag", "sah", "sai", "sal", "sam", "san", "sas", "sat", "sc", "scc", "scn", "sco",
    "scr", "sd", "se", "sel", "sem", "sg", "sga", "sgn", "sh", "shn", "si", "sid", "sin", "sio",
    "sit", "sk", "sl", "sla", "slk", "slo", "slv", "sm", "sma", "sme", "smi", "smj", "smn", "smo",
    "sms", "sn", "sna", "snd", "snk", "so", "sog", "som", "son", "sot", "spa", "sq", "sqi", "sr",
    "srd", "srn", "srp", "srr", "ss", "ssa", "ssw", "st", "su", "suk", "sun", "sus", "sux", "sv",
    "sw", "swa", "swe", "syc", "syr", "ta", "tah", "tai", "tam", "tat", "te", "tel", "tem", "ter",
    "tet", "tg", "tgk", "tgl", "th", "tha", "ti", "tib", "tig", "tir", "tiv", "tk", "tkl", "tl",
    "tlh", "tli", "tmh", "tn", "to", "tog", "ton", "tpi", "tr", "ts", "tsi", "tsn", "tso", "tt",
    "tuk", "tum", "tup", "tur", "tut", "tvl", "tw", "twi", "ty", "tyv", "udm", "ug", "uga", "uig",
    "uk", "ukr", "umb", "und", "ur", "urd", "uz", "uzb", "vai", "ve", "ven", "vi", "vie", "vo",
    "vol", "vot", "wa", "wak", "wal", "war", "was", "wel", "wen", "wln", "wo", "wol", "xal", "xh",
    "xho", "yao", "yap", "yi", "yid", "yo", "yor", "ypk", "za", "zap", "zbl", "zen", "zgh", "zh",
    "zha", "zho", "znd", "zu", "zul", "zun", "zxx", "zza",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_in_order_for_the_search() {
        assert!(CODES.is_sorted_by(|one, other| one < other));
        let plain = |it: &&str| it.bytes().all(|it| it.is_ascii_lowercase());
        assert!(
            CODES
                .iter()
                .all(|it| matches!(it.len(), 2 | 3) && plain(it))
        );
    }

    #[test]
    fn a_language_is_known_by_its_first_part() {
        for tag in [
            "sr",
            "sr-Cyrl",
            "SRP",
            "scc",
            "en-GB-oed",
            "i-klingon",
            "x-abc",
            "I-lux",
            "qaa",
            "QTZ",
        ] {
            assert!(LANGUAGES.has(tag), "{tag}");
        }
        for tag in [
            "frl", "sp", "exg", "ruq-JM", "qua", "zzz", "abcd", "aa\u{e9}", "",
        ] {
            assert!(!LANGUAGES.has(tag), "{tag}");
        }
    }
}
