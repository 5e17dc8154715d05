"""Files as they come: each thing wrong has its own words, and no value of the file is in them."""

from __future__ import annotations

import pytest

import zeronr_rules as zr

# What the rows hold that no message may show.
SECRET = (
    "1234",
    "Dupont",
    "31/12/1987",
    "1987",
    "87",
    "deux mille",
    "7 500",
    "12,5",
    "locataire_secret",
)
HEADER = (
    "individu_id,famille_id,famille_role,foyer_fiscal_id,foyer_fiscal_role,menage_id,menage_role"
)


def person(name: str, group: str = "", role: str = "demandeur") -> str:
    group = group or name
    return f"{name},{group},{role},{name},declarant_principal,{name},personne_de_reference"


@pytest.fixture
def table(tmp_path):
    def write(text: str | bytes, name: str = "individus.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def refused(*given, **options) -> list[str]:
    with pytest.raises(zr.TablesError) as error:
        zr.Population.from_tables(*given, period="2026-05", **options)
    told = [str(fault) for fault in error.value.faults]
    for secret in SECRET:
        assert secret not in str(error.value), secret
    return told


def only(faults: list[str]) -> str:
    assert len(faults) == 1, faults
    return faults[0]


def amounts(text: str, *values: str) -> str:
    """Return a file of persons alone, each with a cell."""
    rows = [f"{person(f'p{rank}')},{value}" for rank, value in enumerate(values, start=1)]
    return "\n".join([f"{HEADER},{text}", *rows]) + "\n"


def test_a_clean_file(table):
    path = table(amounts("salaire_net:2026-03", "1234.5", "", "0"))
    people = zr.Population.from_tables(path, period="2026-05")
    assert list(people.ids("individu")) == ["p1", "p2", "p3"]
    assert people.input_holders["salaire_net"].values
    assert str(people.report).startswith("Ménages lus : 3 (3 personnes). Écartés : 0")


def test_byte_order_mark_and_line_endings(table):
    text = amounts("salaire_net:2026-03", "1234.5").replace("\n", "\r\n")
    people = zr.Population.from_tables(table(b"\xef\xbb\xbf" + text.encode()))
    assert list(people.ids("individu")) == ["p1"]


def test_latin_1_is_said_not_guessed(table):
    text = amounts("salaire_net:2026-03", "1234.5").replace("p1", "é1")
    path = table(text.encode("latin-1"))
    assert "n'est pas en utf-8" in only(refused(path))
    people = zr.Population.from_tables(path, csv={"encoding": "latin-1"})
    assert list(people.ids("individu")) == ["é1"]


def test_semicolons_are_said_not_guessed(table):
    text = amounts("salaire_net:2026-03", "12.5").replace(",", ";").replace(".", ",")
    fault = only(refused(table(text)))
    assert "une seule colonne, où se trouve « ; »" in fault
    assert '"separator": ";"' in fault
    people = zr.Population.from_tables(table(text), csv={"separator": ";", "decimal": ","})
    (_, _, values), *_ = people.inputs()
    assert values.tolist() == [12.5]


def test_decimal_comma_where_a_point_was_expected(table):
    rows = [f'{person("p1")},"12,5"', f"{person('p2')},7"]
    text = "\n".join([f"{HEADER},salaire_net:2026-03", *rows])
    fault = only(refused(table(text)))
    assert "un nombre à virgule" in fault
    assert fault.endswith("1 ligne : 1 (p1)")


def test_a_point_where_a_comma_was_announced(table):
    rows = [f"{person('p1')};12.5", f"{person('p2')};1234,5"]
    text = "\n".join([f"{HEADER};salaire_net:2026-03", *rows])
    text = text.replace(HEADER, HEADER.replace(",", ";"))
    for one in ("p1", "p2"):
        text = text.replace(person(one), person(one).replace(",", ";"))
    fault = only(refused(table(text), csv={"separator": ";", "decimal": ","}))
    assert "n'est pas la décimale annoncée" in fault
    assert fault.endswith("1 ligne : 1 (p1)")


def test_spaces_in_numbers(table):
    fault = only(refused(table(amounts("salaire_net:2026-03", "7 500", "7\u00a0500.5", "3"))))
    assert "un nombre avec des espaces" in fault
    assert fault.endswith("2 lignes : 1 (p1), 2 (p2)")


def test_text_in_a_money_column(table):
    fault = only(refused(table(amounts("salaire_net:2026-03", "deux mille", "3", "nc"))))
    assert "reçu du texte ; attendu un montant en euros" in fault
    assert fault.endswith("2 lignes : 1 (p1), 3 (p3)")


def test_not_a_number_and_infinity(table):
    fault = only(refused(table(amounts("salaire_net:2026-03", "nan", "3", "inf"))))
    assert "NaN ou l'infini" in fault
    assert fault.endswith("2 lignes : 1 (p1), 3 (p3)")


def test_negative_and_huge(table):
    faults = refused(table(amounts("salaire_net:2026-03", "-1234", "3", "1e13")))
    assert ["un nombre négatif" in faults[1], "un nombre immense" in faults[0]] == [True, True]


def test_dates_in_three_formats(table):
    given = ("31/12/1987", "1987-12-31", "12-31-87", "19871231", "1987-02-30")
    fault = only(refused(table(amounts("date_naissance", *given))))
    assert "attendu une date « AAAA-MM-JJ »" in fault
    assert fault.endswith("4 lignes : 1 (p1), 3 (p3), 4 (p4), 5 (p5)")


def test_the_thirteenth_month(table):
    fault = only(refused(table(amounts("salaire_net:2026-13", "3"))))
    assert "Les mois vont de 01 à 12." in fault
    long = amounts("periode,salaire_net", "2026-13,3", "2026-03,3")
    fault = only(refused(table(long)))
    assert "individus / periode" in fault
    assert fault.endswith("1 ligne : 1 (p1)")


def test_duplicated_identifiers(table):
    text = "\n".join([HEADER, person("p1"), person("p2"), person("p1", "f9")])
    faults = refused(table(text))
    assert "un identifiant donné deux fois" in faults[0]
    assert faults[0].endswith("2 lignes : 1 (p1), 3 (p1)")


def test_orphans(table):
    text = "\n".join([HEADER, person("p1"), person("p2").replace(",p2,", ",,", 1)])
    fault = only(refused(table(text)))
    assert "famille_id : reçu rien" in fault
    assert fault.endswith("1 ligne : 2 (p2)")


def test_unknown_groups(table):
    familles = table("famille_id\np1\np3\n", "familles.csv")
    faults = refused(table("\n".join([HEADER, person("p1"), person("p2")])), familles)
    assert "un identifiant de la table familles" in faults[0]
    assert faults[0].endswith("1 ligne : 2 (p2)")
    # And nobody is in the famille p3.
    assert "familles / famille_role : reçu personne" in faults[1]
    assert faults[1].endswith("1 ligne : 2 (p3)")


def test_a_column_twice(table):
    fault = only(refused(table(amounts("salaire_net:2026-03,salaire_net:2026-03", "3,4"))))
    assert "une colonne donnée deux fois" in fault
    fault = only(refused(table(amounts("salaire_net:2026-03,salaire_net:month:2026-03:1", "3,3"))))
    assert "une colonne donnée deux fois" in fault


def test_empty_files(table):
    assert "vide" in only(refused(table("")))
    assert "sans aucune ligne" in only(refused(table(HEADER + "\n")))
    assert "n'existe pas" in only(refused("nulle_part.csv"))
    assert "illisible" in only(refused(table("PAR1 Dupont", "individus.parquet")))


def test_rows_cut_short(table):
    text = amounts("salaire_net:2026-03", "3", "4") + "p3,Dupont\n" + f"{person('p4')},1234,5\n"
    fault = only(refused(table(text)))
    assert "2 lignes où le nombre de cellules diffère (lignes 3, 4)" in fault


def test_booleans_and_names(table):
    fault = only(refused(table(amounts("enceinte:2026-03", "true", "False", "1", "oui"))))
    assert "true ou false" in fault
    assert fault.endswith("2 lignes : 3 (p3), 4 (p4)")
    text = amounts("statut_occupation_logement:2026-03", "locataire_secret", "proprietaire")
    fault = only(refused(table(text)))
    assert "une valeur parmi" in fault
    assert fault.endswith("1 ligne : 1 (p1)")


def test_lost_zero_of_a_commune(table):
    fault = only(refused(table(amounts("depcom:2026-03", "1053", "01053"))))
    assert "un code commune INSEE" in fault
    assert fault.endswith("1 ligne : 1 (p1)")


def test_unknown_columns_and_wrong_places(table):
    familles = table("famille_id,loyer:2026-03,poids\np1,1234,87\n", "familles.csv")
    faults = refused(
        table("\n".join([f"{HEADER},salaire_nette,Nom", f"{person('p1')},1234,Dupont"])), familles
    )
    assert "« salaire_net »" in "\n".join(faults)
    assert "Déplacer « loyer » dans la table menages." in "\n".join(faults)
    assert "Déplacer « poids » dans la table menages." in "\n".join(faults)
    assert len(faults) == 4


def test_wrong_options(table):
    path = table(amounts("salaire_net:2026-03", "3"))
    assert "une option parmi" in only(refused(path, csv={"sep": ";"}))
    assert "l'un de" in only(refused(path, csv={"separator": "é"}))
    assert "encoding" in only(refused(path, csv={"encoding": "utf-99"}))
    assert "un séparateur et une décimale différents" in only(refused(path, csv={"decimal": ","}))


def test_ids_never_reach_a_terminal_raw(table):
    faults = refused(table("\n".join([HEADER, person("p\x1b[31m1")])))
    assert [fault.count("caractères visibles") for fault in faults] == [1, 1, 1, 1]
    assert "\x1b" not in "".join(faults)


@pytest.mark.parametrize(
    "cells",
    [
        ('"Dupont', "Dupont", "Dupont"),  # never closed: two persons would be in one cell
        ('"Dupont', "Dupont", '"Dupont'),  # closed two persons later
        ('"Dupont\nbis"', "Dupont", "Dupont"),  # closed, over two lines
    ],
)
def test_a_quote_that_takes_several_lines(table, cells):
    rows = [f"{person(f'p{rank}')},{cell}" for rank, cell in enumerate(cells)]
    path = table("\n".join([f"{HEADER},nom", *rows]) + "\n")
    message = only(refused(path, mapping={"individus": {"ignore": ["nom"]}}))
    assert "guillemets" in message
    assert "lignes qui en font" in message or "nombre de cellules diffère" in message


def test_blank_lines_and_ends_of_lines_are_no_rows(table):
    for end in ("\n", "\r\n", "\r"):
        lines = [HEADER, "", person("p1"), "", "", person("p2"), ""]
        people = zr.Population.from_tables(table(end.join(lines)), period="2026-05")
        assert list(people.ids("individu")) == ["p1", "p2"]


def test_how_a_file_is_written_is_an_object(table):
    path = table("\n".join([HEADER, person("p1")]))
    assert "un objet" in only(refused(path, csv=";"))


def test_a_negative_weight_is_told_once(table):
    path = table("\n".join([f"{HEADER},poids", f"{person('p1')},-87", f"{person('p2')},3"]))
    assert "un nombre négatif" in only(refused(path))
