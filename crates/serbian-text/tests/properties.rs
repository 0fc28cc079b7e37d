//! What holds for every text, not only for the ones we thought of.

use proptest::prelude::*;
use serbian_text::{search_key, sort_key, to_cyrillic, to_latin};

const SMALL: &str = "абвгдђежзијклљмнњопрстћуфхцчџш";

/// Cyrillic words in which no two letters look like a digraph in Latin.
fn words() -> impl Strategy<Value = String> {
    // Long enough that no word of the list of kept foreign words can come out.
    proptest::collection::vec("[абвгдђежзијклљмнњопрстћуфхцчџш]{9,14}", 1..4)
        .prop_map(|words| words.join(" "))
        .prop_filter("two letters that read as one", |text| {
            !["нј", "лј", "дж", "дј"]
                .iter()
                .any(|pair| text.contains(pair))
        })
}

proptest! {
    #[test]
    fn latin_text_holds_no_serbian_cyrillic(text in "[А-Яа-яЂЈЉЊЋЏђјљњћџ a-zč!?-]{0,40}") {
        let latin = to_latin(&text);
        prop_assert!(!latin.to_lowercase().contains(|letter| SMALL.contains(letter)), "{}", latin);
    }

    #[test]
    fn what_is_not_cyrillic_is_copied(text in "[\\x20-\\x7e\u{e0}-\u{24f}]{0,60}") {
        prop_assert_eq!(to_latin(&text), text);
    }

    #[test]
    fn latin_is_final(text in "\\PC{0,60}") {
        let once = to_latin(&text);
        prop_assert_eq!(to_latin(&once), once);
    }

    #[test]
    fn words_survive_the_way_there_and_back(text in words()) {
        prop_assert_eq!(to_cyrillic(&to_latin(&text)), text.clone());
        let capitals = text.to_uppercase();
        prop_assert_eq!(to_cyrillic(&to_latin(&capitals)), capitals);
    }

    #[test]
    fn the_search_key_is_the_same_in_both_scripts(text in "\\PC{0,40}|[А-Яа-яЂЈЉЊЋЏђјљњћџ .@]{0,40}|[a-zA-ZčćžšđČĆŽŠĐ .@]{0,40}") {
        let key = search_key(&text);
        prop_assert_eq!(search_key(&to_latin(&text)), key.clone());
        prop_assert_eq!(search_key(&to_cyrillic(&text)), key.clone());
        prop_assert_eq!(search_key(&key), key);
    }

    #[test]
    fn a_search_key_holds_no_wildcard_and_no_stray_space(text in "\\PC{0,60}") {
        let key = search_key(&text);
        prop_assert!(key.chars().all(|letter| letter.is_alphanumeric() || letter == ' '), "{}", key);
        prop_assert!(!key.contains("  ") && key.trim() == key);
    }

    #[test]
    fn accents_left_out_find_the_word(text in words()) {
        let latin = to_latin(&text);
        let plain = latin.replace('đ', "dj").replace(['č', 'ć'], "c").replace('š', "s").replace('ž', "z");
        prop_assert_eq!(search_key(&plain), search_key(&text));
    }

    #[test]
    fn both_scripts_sort_alike(text in words()) {
        prop_assert_eq!(sort_key(&to_latin(&text)), sort_key(&text));
    }

    #[test]
    fn a_sort_key_is_plain_ascii(text in "\\PC{0,60}") {
        let key = sort_key(&text);
        prop_assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{}", key);
    }

    #[test]
    fn a_prefix_sorts_before_the_longer_name(start in words(), rest in "[абвгдеклмопрст]{1,5}") {
        prop_assert!(sort_key(&start) < sort_key(&(start.clone() + &rest)));
        prop_assert!(sort_key(&start) < sort_key(&(start + " " + &rest)));
    }
}
